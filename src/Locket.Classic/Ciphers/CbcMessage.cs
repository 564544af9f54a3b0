using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Locket.Classic.Ciphers;

/// <summary>Small messages as IV ‖ AES-CBC(PKCS#7(plaintext)), in memory.</summary>
internal static class CbcMessage
{
    /// <summary>The shortest message: IV and one block.</summary>
    public const int MinLengthInBytes = CbcCipher.IvLengthInBytes + CbcCipher.BlockLengthInBytes;

    /// <summary>Encrypts under a random IV.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> iv = stackalloc byte[CbcCipher.IvLengthInBytes];
        RandomNumberGenerator.Fill(iv);
        return Encrypt(key, iv, plaintext);
    }

    /// <summary>Encrypts under a chosen IV: only for tests, and for explanations of what an IV does.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext)
    {
        byte[] message = new byte[checked((int)CbcCipher.PaddedLength(plaintext.Length) + CbcCipher.IvLengthInBytes)];
        iv.CopyTo(message);
        using CbcCipher cipher = new(key, iv);
        cipher.EncryptLast(plaintext, message.AsSpan(CbcCipher.IvLengthInBytes));
        return message;
    }

    /// <returns>False for whatever is wrong.</returns>
    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, [NotNullWhen(true)] out byte[]? plaintext)
    {
        plaintext = null;
        return message.Length >= MinLengthInBytes
            && TryDecrypt(key, message[..CbcCipher.IvLengthInBytes], message[CbcCipher.IvLengthInBytes..], out plaintext);
    }

    /// <returns>False for whatever is wrong.</returns>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, [NotNullWhen(true)] out byte[]? plaintext)
    {
        plaintext = null;
        if (ciphertext.Length < CbcCipher.BlockLengthInBytes || ciphertext.Length % CbcCipher.BlockLengthInBytes != 0)
        {
            return false;
        }

        byte[] padded = GC.AllocateUninitializedArray<byte>(ciphertext.Length, pinned: true);
        try
        {
            using CbcCipher cipher = new(key, iv);
            int length = cipher.DecryptLast(ciphertext, padded);
            if (length < 0)
            {
                return false;
            }

            plaintext = padded[..length];
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }
}
