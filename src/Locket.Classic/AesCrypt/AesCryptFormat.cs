namespace Locket.Classic.AesCrypt;

/// <summary>Sizes of the AES Crypt stream format, versions 0 to 3 (aescrypt.com, "AES Crypt Stream Format").</summary>
internal static class AesCryptFormat
{
    public const int IntroInBytes = 5;
    public const int BlockInBytes = 16;
    public const int KeyInBytes = 32;
    public const int SessionInBytes = BlockInBytes + KeyInBytes;
    public const int MacInBytes = 32;
    public const int IterationsInBytes = 4;
    public const int HighestVersion = 3;

    /// <summary>Rounds of SHA-256 over a password in versions 0 to 2.</summary>
    public const int LegacyRounds = 8192;

    /// <summary>Of ciphertext and plaintext in memory at a time.</summary>
    public const int BufferInBytes = 128 * 1024;

    public static ReadOnlySpan<byte> Magic => "AES"u8;

    /// <summary>What follows the ciphertext: the HMAC, and before it in versions 1 and 2 the size of the last block.</summary>
    public static int TrailerInBytes(int version) => version is 1 or 2 ? 1 + MacInBytes : MacInBytes;
}
