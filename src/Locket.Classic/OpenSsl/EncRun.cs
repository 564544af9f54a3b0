using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic.OpenSsl;

/// <summary>Ciphertext and plaintext alone, once key and IV are known.</summary>
internal static class EncRun
{
    public static async Task EncryptAsync(
        Stream source, Stream target, SecretBytes keyAndIv, OpenSslCipher cipher, CancellationToken cancellationToken)
    {
        if (cipher.Mode == OpenSslCipherMode.Cbc)
        {
            using CbcCipher cbc = new(Key(keyAndIv), Iv(keyAndIv));
            await CbcPump.EncryptAsync(source, target, cbc, mac: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        using CtrTransform ctr = new(Key(keyAndIv), Iv(keyAndIv));
        await StreamModePump.RunAsync(source, target, ctr, cancellationToken).ConfigureAwait(false);
    }

    public static async Task DecryptAsync(
        Stream source, Stream target, SecretBytes keyAndIv, OpenSslCipher cipher, CancellationToken cancellationToken)
    {
        switch (cipher.Mode)
        {
            case OpenSslCipherMode.Cbc:
                using (CbcCipher cbc = new(Key(keyAndIv), Iv(keyAndIv)))
                {
                    await CbcPump.DecryptAsync(source, target, cbc, mac: null, cancellationToken).ConfigureAwait(false);
                }

                break;
            case OpenSslCipherMode.Ecb:
                await EcbPump.DecryptAsync(source, target, keyAndIv, cancellationToken).ConfigureAwait(false);
                break;
            default:
                using (StreamMode mode = Open(cipher.Mode, Key(keyAndIv), Iv(keyAndIv)))
                {
                    await StreamModePump.RunAsync(source, target, mode, cancellationToken).ConfigureAwait(false);
                }

                break;
        }
    }

    private static StreamMode Open(OpenSslCipherMode mode, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) => mode switch
    {
        OpenSslCipherMode.Ctr => new CtrTransform(key, iv),
        OpenSslCipherMode.Ofb => new OfbTransform(key, iv),
        OpenSslCipherMode.Cfb => new CfbDecryption(key, iv),
        OpenSslCipherMode.Cfb8 => new Cfb8Decryption(key, iv),
        _ => throw new InvalidOperationException("internal error: this mode is no stream"),
    };

    private static ReadOnlySpan<byte> Key(SecretBytes keyAndIv) => keyAndIv.Span[..^SaltedHeader.IvInBytes];

    private static ReadOnlySpan<byte> Iv(SecretBytes keyAndIv) => keyAndIv.Span[^SaltedHeader.IvInBytes..];
}
