namespace Locket;

/// <summary>Argon2id.</summary>
public static class Argon2id
{
    /// <summary>Derives.</summary>
    public static void DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Argon2idParameters parameters, Span<byte> destination, ReadOnlySpan<byte> secret = default, ReadOnlySpan<byte> associatedData = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
