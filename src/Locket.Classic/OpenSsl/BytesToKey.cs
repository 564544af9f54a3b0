using System.Security.Cryptography;

namespace Locket.Classic.OpenSsl;

/// <summary>EVP_BytesToKey with a count of 1: D(i) = H(D(i-1) ‖ password ‖ salt), one after the other until there is enough.</summary>
internal static class BytesToKey
{
    /// <param name="password">The password's bytes.</param>
    /// <param name="salt">8 bytes, or none.</param>
    /// <param name="digest">The hash.</param>
    /// <param name="output">Is filled: the key, then the IV.</param>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, HashAlgorithmName digest, Span<byte> output)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        try
        {
            using IncrementalHash hasher = IncrementalHash.CreateHash(digest);
            int length = 0;
            while (!output.IsEmpty)
            {
                hasher.AppendData(hash[..length]);
                hasher.AppendData(password);
                hasher.AppendData(salt);
                length = hasher.GetHashAndReset(hash);
                int used = Math.Min(length, output.Length);
                hash[..used].CopyTo(output);
                output = output[used..];
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hash);
        }
    }
}
