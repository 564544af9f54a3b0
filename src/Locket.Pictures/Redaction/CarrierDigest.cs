using System.Security.Cryptography;

namespace Locket.Pictures.Redaction;

/// <summary>The SHA-256 of a picture file without the pieces that it carries: what a redaction is bound to.</summary>
internal static class CarrierDigest
{
    /// <exception cref="PictureException">The picture is damaged.</exception>
    public static byte[] Compute(Stream picture)
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream output = new(Stream.Null, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            PictureCarrier.Write(picture, [], output);
        }

        return hash.Hash!;
    }
}
