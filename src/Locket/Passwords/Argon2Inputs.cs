namespace Locket.Passwords;

/// <summary>The byte strings that go into Argon2id beside its cost.</summary>
internal readonly ref struct Argon2Inputs
{
    public ReadOnlySpan<byte> Password { get; init; }

    public ReadOnlySpan<byte> Salt { get; init; }

    public ReadOnlySpan<byte> Secret { get; init; }

    public ReadOnlySpan<byte> AssociatedData { get; init; }
}
