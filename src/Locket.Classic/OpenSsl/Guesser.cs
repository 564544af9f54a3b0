using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic.OpenSsl;

/// <summary>
/// Tries the common ways on a sample of the ciphertext: three derivations and nine pairs of short decryptions, whatever the file.
/// </summary>
internal static class Guesser
{
    private const int Block = CbcCipher.BlockLengthInBytes;

    // What current and older versions of OpenSSL do by themselves, the present one first.
    private static readonly OpenSslEncOptions[] Derivations =
    [
        new(),
        new() { KeyDerivation = OpenSslKeyDerivation.BytesToKey },
        new() { KeyDerivation = OpenSslKeyDerivation.BytesToKey, Digest = OpenSslDigest.Md5 },
    ];

    private static readonly OpenSslCipher[] Ciphers = [OpenSslCipher.Aes256Cbc, OpenSslCipher.Aes192Cbc, OpenSslCipher.Aes128Cbc];

    public static OpenSslEncGuess Guess(
        ClassicSecret secret,
        ReadOnlySpan<byte> salt,
        CiphertextSample sample,
        OpenSslEncoding encoding,
        CancellationToken cancellationToken)
    {
        if (sample.LengthInBytes == 0 || sample.LengthInBytes % Block != 0)
        {
            return new OpenSslEncGuess([], CouldBeCbc: false);
        }

        List<OpenSslEncCandidate> candidates = [];
        foreach (OpenSslEncOptions derivation in Derivations)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Both derivations give a shorter key and its IV as the beginning of a longer one, so one derivation does for all three.
            using SecretBytes material = OpenSslKeys.Derive(secret, salt, derivation);
            foreach (OpenSslCipher cipher in Ciphers)
            {
                ReadOnlySpan<byte> key = material.Span[..cipher.KeyLengthInBytes];
                ReadOnlySpan<byte> iv = material.Span.Slice(cipher.KeyLengthInBytes, SaltedHeader.IvInBytes);
                if (Look(key, iv, sample) is OpenSslPlaintextLook look)
                {
                    candidates.Add(new OpenSslEncCandidate(derivation with { Cipher = cipher, Encoding = encoding }, look));
                }
            }
        }

        return new OpenSslEncGuess([.. candidates.OrderByDescending(candidate => candidate.Look)], CouldBeCbc: true);
    }

    private static OpenSslPlaintextLook? Look(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, CiphertextSample sample)
    {
        Span<byte> last = stackalloc byte[Block];
        Span<byte> start = stackalloc byte[PlaintextLooks.SampleInBytes];
        try
        {
            using CbcCipher end = new(key, sample.End.Length > Block ? sample.End.AsSpan(0, Block) : iv);
            int lastLength = end.DecryptLast(sample.End.AsSpan(sample.End.Length - Block), last);
            if (lastLength < 0)
            {
                return null;
            }

            using CbcCipher beginning = new(key, iv);
            beginning.Decrypt(sample.Start, start);
            long plaintextLength = sample.LengthInBytes - Block + lastLength;
            return PlaintextLooks.Of(start[..(int)Math.Min(plaintextLength, sample.Start.Length)]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(last);
            CryptographicOperations.ZeroMemory(start);
        }
    }
}
