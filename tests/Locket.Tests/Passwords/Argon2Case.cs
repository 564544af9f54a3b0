using Locket.Passwords;

namespace Locket.Tests.Passwords;

/// <summary>Inputs of one derivation, and the tag they must give.</summary>
internal sealed record Argon2Case
{
    /// <summary>Gets the example of RFC 9106, section 5.3.</summary>
    public static Argon2Case Rfc9106 { get; } = new()
    {
        Parameters = new Argon2idParameters { MemoryInKiB = 32, Passes = 3, Lanes = 4 },
        Password = Repeat(0x01, 32),
        Salt = Repeat(0x02, 16),
        Secret = Repeat(0x03, 8),
        AssociatedData = Repeat(0x04, 12),
        Tag = Convert.FromHexString("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"),
    };

    public required Argon2idParameters Parameters { get; init; }

    public required byte[] Password { get; init; }

    public required byte[] Salt { get; init; }

    public byte[] Secret { get; init; } = [];

    public byte[] AssociatedData { get; init; } = [];

    public required byte[] Tag { get; init; }

    public Argon2Inputs Inputs => new()
    {
        Password = Password,
        Salt = Salt,
        Secret = Secret,
        AssociatedData = AssociatedData,
    };

    private static byte[] Repeat(byte value, int count) => [.. Enumerable.Repeat(value, count)];
}
