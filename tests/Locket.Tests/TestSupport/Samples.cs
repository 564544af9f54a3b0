namespace Locket.Tests.TestSupport;

/// <summary>Keys, recipients and content that tests share.</summary>
internal static class Samples
{
    public const int Chunk = 16384;

    /// <summary>Sizes on and beside every boundary of chunks and batches.</summary>
    public static IReadOnlyList<int> BoundarySizes { get; } =
    [
        0, 1, 2, 15, 16, 17, 16383, 16384, 16385, 32767, 32768, 32769, 49151, 49152, 49153, 65535, 65536, 65537,
        (16 * Chunk) - 1, 16 * Chunk, (16 * Chunk) + 1, (17 * Chunk) - 1, 17 * Chunk, (32 * Chunk) - 1, 32 * Chunk, (32 * Chunk) + 1,
        (49 * Chunk) + 12345,
    ];

    public static SymmetricKey Key { get; } = new(Content(SymmetricKey.LengthInBytes, seed: 1));

    public static SymmetricKey OtherKey { get; } = new(Content(SymmetricKey.LengthInBytes, seed: 2));

    public static IReadOnlyList<Recipient> Recipients { get; } = [new KeyRecipient(Key)];

    public static IReadOnlyList<Credential> Credentials { get; } = [Key];

    /// <summary>Two to write with: every combination of what the payload depends on.</summary>
    public static IReadOnlyList<EncryptionOptions> AllOptions { get; } =
    [
        .. from suite in Enum.GetValues<CipherSuite>()
           from pad in (bool[])[false, true]
           from armor in (bool[])[false, true]
           select new EncryptionOptions { Suite = suite, Pad = pad, Armor = armor, Workers = 2 },
    ];

    /// <summary>Bytes that look random and are always the same.</summary>
    public static byte[] Content(int length, int seed = 0)
    {
        byte[] bytes = new byte[length];
        new Random(seed + (length * 31)).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A file that <see cref="Key"/> opens.</summary>
    public static byte[] Encrypt(byte[] content, EncryptionOptions? options = null) => LocketFile.Encrypt(content, Recipients, options);
}
