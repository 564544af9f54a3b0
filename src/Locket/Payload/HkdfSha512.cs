using System.Security.Cryptography;

namespace Locket.Payload;

/// <summary>HKDF-Expand with SHA-512 (RFC 5869, section 2.3) for keys shorter than the hash, which the framework's own refuses.</summary>
internal static class HkdfSha512
{
    /// <summary>Fills the destination; <paramref name="key"/> must be uniformly random.</summary>
    public static void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> info, Span<byte> destination)
    {
        using IncrementalHash hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA512, key);
        Span<byte> block = stackalloc byte[SHA512.HashSizeInBytes];
        try
        {
            for (int counter = 1; !destination.IsEmpty; counter++)
            {
                if (counter > 1)
                {
                    hmac.AppendData(block);
                }

                hmac.AppendData(info);
                hmac.AppendData([checked((byte)counter)]);
                hmac.GetHashAndReset(block);
                int length = Math.Min(block.Length, destination.Length);
                block[..length].CopyTo(destination);
                destination = destination[length..];
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
        }
    }
}
