using System.Security.Cryptography;

namespace Locket.Classic.Ciphers;

/// <summary>Moves streams of any length through a <see cref="CbcCipher"/> in constant memory.</summary>
internal static class CbcPump
{
    /// <summary>How much is encrypted at a time; a multiple of a block.</summary>
    public const int BufferLengthInBytes = 64 * 1024;

    /// <summary>Encrypts to the end of the source.</summary>
    /// <param name="source">The plaintext.</param>
    /// <param name="target">Gets the ciphertext, without the IV.</param>
    /// <param name="cipher">Fresh.</param>
    /// <param name="mac">Is fed the ciphertext, if given.</param>
    /// <param name="cancellationToken">Stops between buffers.</param>
    public static async Task EncryptAsync(
        Stream source, Stream target, CbcCipher cipher, IncrementalHash? mac, CancellationToken cancellationToken)
    {
        byte[] plaintext = GC.AllocateUninitializedArray<byte>(BufferLengthInBytes, pinned: true);
        byte[] ciphertext = new byte[BufferLengthInBytes + CbcCipher.BlockLengthInBytes];
        try
        {
            int read;
            do
            {
                read = await source.ReadAtLeastAsync(plaintext, plaintext.Length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                int written = read;
                if (read == plaintext.Length)
                {
                    cipher.Encrypt(plaintext, ciphertext);
                }
                else
                {
                    written = cipher.EncryptLast(plaintext.AsSpan(0, read), ciphertext);
                }

                mac?.AppendData(ciphertext, 0, written);
                await target.WriteAsync(ciphertext.AsMemory(0, written), cancellationToken).ConfigureAwait(false);
            }
            while (read == plaintext.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Decrypts to the end of the source. The last block leaves only after its padding was found sound.</summary>
    /// <param name="source">The ciphertext, without the IV.</param>
    /// <param name="target">Gets the plaintext, as it comes.</param>
    /// <param name="cipher">Fresh.</param>
    /// <param name="mac">Is fed the ciphertext, if given.</param>
    /// <param name="cancellationToken">Stops between buffers.</param>
    /// <exception cref="ClassicException">The padding or the length is wrong, or there is not one block.</exception>
    public static async Task DecryptAsync(
        Stream source, Stream target, CbcCipher cipher, IncrementalHash? mac, CancellationToken cancellationToken)
    {
        const int Block = CbcCipher.BlockLengthInBytes;
        byte[] ciphertext = new byte[BufferLengthInBytes + Block];
        byte[] plaintext = GC.AllocateUninitializedArray<byte>(ciphertext.Length, pinned: true);
        try
        {
            int held = 0;
            while (true)
            {
                // The block that may be the last stays back until more comes.
                int read = await source.ReadAtLeastAsync(
                    ciphertext.AsMemory(held),
                    ciphertext.Length - held,
                    throwOnEndOfStream: false,
                    cancellationToken).ConfigureAwait(false);
                mac?.AppendData(ciphertext, held, read);
                held += read;
                if (held < ciphertext.Length)
                {
                    break;
                }

                cipher.Decrypt(ciphertext.AsSpan(0, BufferLengthInBytes), plaintext);
                await target.WriteAsync(plaintext.AsMemory(0, BufferLengthInBytes), cancellationToken).ConfigureAwait(false);
                ciphertext.AsSpan(BufferLengthInBytes, Block).CopyTo(ciphertext);
                held = Block;
            }

            if (held < Block)
            {
                throw CbcErrors.Truncated();
            }

            int last = held % Block == 0 ? cipher.DecryptLast(ciphertext.AsSpan(0, held), plaintext.AsSpan(0, held)) : -1;
            if (last < 0)
            {
                throw CbcErrors.WrongKeyOrDamaged();
            }

            await target.WriteAsync(plaintext.AsMemory(0, last), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}
