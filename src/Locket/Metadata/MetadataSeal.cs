using System.Security.Cryptography;
using System.Text;

namespace Locket.Metadata;

/// <summary>Seals what stands in the header but is not for everyone (docs/format.md, "Metadata"): nonce, ciphertext, tag.</summary>
internal static class MetadataSeal
{
    public const string MetadataType = "metadata";
    public const string ThumbnailType = "thumbnail";

    /// <summary>Bytes of a body beyond its text: nonce and tag.</summary>
    public const int OverheadInBytes = NonceInBytes + TagInBytes;

    private const int NonceInBytes = 12;
    private const int TagInBytes = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, string type, ReadOnlySpan<byte> text)
    {
        byte[] body = new byte[OverheadInBytes + text.Length];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceInBytes));
        using AesGcm aes = new(key, TagInBytes);
        aes.Encrypt(
            body.AsSpan(0, NonceInBytes), text, body.AsSpan(NonceInBytes, text.Length), body.AsSpan(NonceInBytes + text.Length), Aad(type));
        return body;
    }

    public static byte[] Open(ReadOnlySpan<byte> key, string type, ReadOnlySpan<byte> body)
    {
        byte[] text = new byte[body.Length - OverheadInBytes];
        try
        {
            using AesGcm aes = new(key, TagInBytes);
            aes.Decrypt(body[..NonceInBytes], body[NonceInBytes..^TagInBytes], body[^TagInBytes..], text, Aad(type));
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new LocketException(LocketFailure.DamagedHeader, $"the sealed {type} is damaged");
        }
    }

    private static byte[] Aad(string type) => Encoding.ASCII.GetBytes(type);
}
