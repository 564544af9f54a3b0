using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Locket.Classic.Ciphers;

/// <summary>AES in CBC mode with PKCS#7 padding, piece by piece (NIST SP 800-38A, section 6.2; RFC 5652, section 6.3).</summary>
/// <remarks>Inputs and outputs must not overlap. For one direction and one message only.</remarks>
internal sealed class CbcCipher : IDisposable
{
    public const int BlockLengthInBytes = 16;
    public const int IvLengthInBytes = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _chain = new byte[BlockLengthInBytes];

    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="iv">16 bytes.</param>
    public CbcCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        try
        {
            _aes.SetKey(key);
            iv.CopyTo(_chain);
        }
        catch
        {
            _aes.Dispose();
            throw;
        }
    }

    /// <summary>The ciphertext's length, which is always longer than the plaintext.</summary>
    public static long PaddedLength(long lengthInBytes) => lengthInBytes - (lengthInBytes % BlockLengthInBytes) + BlockLengthInBytes;

    /// <summary>Encrypts whole blocks that are not the last.</summary>
    public void Encrypt(ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        if (!plaintext.IsEmpty)
        {
            _aes.EncryptCbc(plaintext, _chain, ciphertext, PaddingMode.None);
            ciphertext.Slice(plaintext.Length - BlockLengthInBytes, BlockLengthInBytes).CopyTo(_chain);
        }
    }

    /// <summary>Encrypts what remains, of any length, and pads it.</summary>
    /// <returns>The ciphertext's length.</returns>
    public int EncryptLast(ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
        => _aes.EncryptCbc(plaintext, _chain, ciphertext, PaddingMode.PKCS7);

    /// <summary>Decrypts whole blocks that are not the last.</summary>
    public void Decrypt(ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        if (!ciphertext.IsEmpty)
        {
            _aes.DecryptCbc(ciphertext, _chain, plaintext, PaddingMode.None);
            ciphertext[^BlockLengthInBytes..].CopyTo(_chain);
        }
    }

    /// <summary>Decrypts the last blocks, at least one, and takes the padding off.</summary>
    /// <param name="ciphertext">The rest of the ciphertext.</param>
    /// <param name="plaintext">As long as the ciphertext; zeroed where the padding is wrong.</param>
    /// <returns>The plaintext's length, or -1 where the padding is wrong. It takes the same time either way.</returns>
    public int DecryptLast(ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        Decrypt(ciphertext, plaintext);
        Span<byte> last = plaintext.Slice(ciphertext.Length - BlockLengthInBytes, BlockLengthInBytes);
        int padding = PaddingLength(last);
        if (padding < 0)
        {
            CryptographicOperations.ZeroMemory(plaintext);
            return -1;
        }

        CryptographicOperations.ZeroMemory(last[^padding..]);
        return ciphertext.Length - padding;
    }

    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_chain);
    }

    /// <summary>Looks at all 16 bytes whatever they are, and branches on none of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int PaddingLength(ReadOnlySpan<byte> block)
    {
        int length = block[^1];

        // Negative where the length is 0 or beyond the block.
        int wrong = (length - 1) | (BlockLengthInBytes - length);
        wrong >>= 31;
        for (int i = 0; i < BlockLengthInBytes; i++)
        {
            // All ones where this byte, counted from the end, belongs to the padding.
            int isPadding = (i - length) >> 31;
            wrong |= isPadding & (block[BlockLengthInBytes - 1 - i] ^ length);
        }

        return wrong == 0 ? length : -1;
    }
}
