using System.Security.Cryptography;
using Xunit;

namespace Locket.Classic.Tests.OpenSsl;

public sealed class OpenSslVectorTests
{
    [Fact]
    public async Task Decrypt_EveryPublishedFile_GivesItsPlaintextOrSaysUnsupported()
    {
        int opened = 0;
        List<string> unsupported = [];
        foreach (InteropVector vector in InteropVector.Load("openssl-enc/"))
        {
            string name = CipherName(vector.Format);
            if (!OpenSslCipher.TryParse(name, out OpenSslCipher? cipher))
            {
                ClassicException refused = Assert.Throws<ClassicException>(() => OpenSslCipher.Parse(name));
                Assert.Equal(ClassicFailure.Unsupported, refused.Reason);
                Assert.Contains(name, refused.Message, StringComparison.Ordinal);
                unsupported.Add(name);
                continue;
            }

            using ClassicSecret secret = ClassicSecret.FromPassword(vector.Password);
            byte[] plaintext = await OpenSslPeer.DecryptAsync(vector.Bytes, secret, Options(vector.Format) with { Cipher = cipher });
            Assert.Equal(vector.PlaintextLength, plaintext.Length);
            Assert.Equal(vector.PlaintextSha256, Convert.ToHexStringLower(SHA256.HashData(plaintext)));
            opened++;
        }

        Assert.Equal(19, opened);
        Assert.Equal(
            "camellia-128-cbc camellia-128-cbc camellia-256-cbc camellia-256-cbc des3 des3",
            string.Join(' ', unsupported.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Guess_EveryPublishedCbcFile_FindsHowItWasMade()
    {
        int found = 0;
        foreach (InteropVector vector in InteropVector.Load("openssl-enc/"))
        {
            if (!OpenSslCipher.TryParse(CipherName(vector.Format), out OpenSslCipher? cipher) || cipher.Mode != OpenSslCipherMode.Cbc)
            {
                continue;
            }

            using ClassicSecret secret = ClassicSecret.FromPassword(vector.Password);
            OpenSslEncGuess guess = await OpenSslEnc.GuessAsync(new MemoryStream(vector.Bytes), secret, TestContext.Current.CancellationToken);
            Assert.NotNull(guess.Best);
            Assert.Equal(OpenSslPlaintextLook.Text, guess.Best.Look);
            Assert.Equal(Options(vector.Format) with { Cipher = cipher }, guess.Best.Options with { Encoding = OpenSslEncoding.Raw });
            found++;
        }

        Assert.Equal(7, found);
    }

    private static string CipherName(string format) => format.Split(' ')[2][1..];

    private static OpenSslEncOptions Options(string format)
        => format.Contains("-md md5", StringComparison.Ordinal)
            ? new() { KeyDerivation = OpenSslKeyDerivation.BytesToKey, Digest = OpenSslDigest.Md5 }
            : new();
}
