using System.Security.Cryptography;

namespace Locket.Classic.Ciphers;

/// <summary>One of the three algorithms of RFC 7518, section 5.2.</summary>
/// <param name="Id">Its number in <c>cbc-hmac-v2</c>.</param>
/// <param name="Name">Its name in the RFC.</param>
/// <param name="HalfKeyInBytes">The length of the MAC key, of the AES key, and of the tag.</param>
/// <param name="Hash">The hash of its HMAC.</param>
internal sealed record AesCbcHmacSuite(byte Id, string Name, int HalfKeyInBytes, HashAlgorithmName Hash)
{
    public static AesCbcHmacSuite A128CbcHs256 { get; } = new(1, "A128CBC-HS256", 16, HashAlgorithmName.SHA256);

    public static AesCbcHmacSuite A192CbcHs384 { get; } = new(2, "A192CBC-HS384", 24, HashAlgorithmName.SHA384);

    public static AesCbcHmacSuite A256CbcHs512 { get; } = new(3, "A256CBC-HS512", 32, HashAlgorithmName.SHA512);

    public static IReadOnlyList<AesCbcHmacSuite> All { get; } = [A128CbcHs256, A192CbcHs384, A256CbcHs512];

    public int KeyLengthInBytes => 2 * HalfKeyInBytes;

    public int TagLengthInBytes => HalfKeyInBytes;

    /// <exception cref="ArgumentOutOfRangeException">No suite has this key size.</exception>
    public static AesCbcHmacSuite OfKeySize(int keySizeInBits) => keySizeInBits switch
    {
        128 => A128CbcHs256,
        192 => A192CbcHs384,
        256 => A256CbcHs512,
        _ => throw new ArgumentOutOfRangeException(nameof(keySizeInBits), "an AES key has 128, 192 or 256 bits"),
    };
}
