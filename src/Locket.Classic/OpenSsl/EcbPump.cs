using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Payload;
using Locket.Secrets;

namespace Locket.Classic.OpenSsl;

/// <summary>Decrypts ECB with PKCS#7 padding in constant memory.</summary>
internal static class EcbPump
{
    private const int BufferInBytes = 64 * 1024;
    private const int Block = CbcCipher.BlockLengthInBytes;

    public static async Task DecryptAsync(Stream source, Stream target, SecretBytes keyAndIv, CancellationToken cancellationToken)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(keyAndIv.Span[..^SaltedHeader.IvInBytes]);
        byte[] ciphertext = new byte[BufferInBytes + Block];
        byte[] plaintext = GC.AllocateArray<byte>(BufferInBytes, pinned: true);
        try
        {
            int held = 0;
            while (true)
            {
                held += await StreamRead.FillAsync(source, ciphertext.AsMemory(held), cancellationToken).ConfigureAwait(false);
                int whole = held < ciphertext.Length ? Math.Max(0, held - Block) / Block * Block : BufferInBytes;
                aes.DecryptEcb(ciphertext.AsSpan(0, whole), plaintext, PaddingMode.None);
                await target.WriteAsync(plaintext.AsMemory(0, whole), cancellationToken).ConfigureAwait(false);
                bool isEnd = held < ciphertext.Length;
                ciphertext.AsSpan(whole, held - whole).CopyTo(ciphertext);
                held -= whole;
                if (isEnd)
                {
                    break;
                }
            }

            if (held == 0)
            {
                throw CbcErrors.Truncated();
            }

            // ECB of one block is CBC of one block under an IV of zeros, whose padding is looked at in constant time.
            using CbcCipher last = new(keyAndIv.Span[..^SaltedHeader.IvInBytes], new byte[Block]);
            int length = held == Block ? last.DecryptLast(ciphertext.AsSpan(0, Block), plaintext.AsSpan(0, Block)) : -1;
            if (length < 0)
            {
                throw CbcErrors.WrongKeyOrDamaged();
            }

            await target.WriteAsync(plaintext.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}
