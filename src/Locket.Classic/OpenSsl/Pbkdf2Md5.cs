using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Classic.OpenSsl;

/// <summary>
/// PBKDF2-HMAC-MD5 (RFC 8018, section 5.2), which the framework does not have and <c>openssl enc -pbkdf2 -md md5</c> does.
/// </summary>
internal static class Pbkdf2Md5
{
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[HMACMD5.HashSizeInBytes];
        Span<byte> sum = stackalloc byte[HMACMD5.HashSizeInBytes];
        Span<byte> number = stackalloc byte[sizeof(int)];
        try
        {
            using IncrementalHash hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.MD5, password);
            for (int index = 1; !output.IsEmpty; index++)
            {
                BinaryPrimitives.WriteInt32BigEndian(number, index);
                hmac.AppendData(salt);
                hmac.AppendData(number);
                hmac.GetHashAndReset(block);
                block.CopyTo(sum);
                for (int iteration = 1; iteration < iterations; iteration++)
                {
                    hmac.AppendData(block);
                    hmac.GetHashAndReset(block);
                    Xor.Into(sum, block);
                }

                int used = Math.Min(sum.Length, output.Length);
                sum[..used].CopyTo(output);
                output = output[used..];
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
            CryptographicOperations.ZeroMemory(sum);
        }
    }
}
