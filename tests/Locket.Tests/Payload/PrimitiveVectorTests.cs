using System.Security.Cryptography;
using Locket.Payload;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Payload;

/// <summary>The primitives, through the library's own calls where it wraps them and through the framework's where it calls those.</summary>
public sealed class PrimitiveVectorTests
{
    private const int NonceInBits = 96;

    [Fact]
    public void AesGcm_WycheproofVectors_AreAcceptedOrRefusedAsTheySay()
    {
        int used = 0;
        Wycheproof.ForEach("aes_gcm_test.json", (group, test) =>
        {
            // The format has nonces of 12 bytes, tags of 16 and keys of 16 or 32; the framework refuses other nonces.
            byte[] key = Wycheproof.Hex(test, "key");
            byte[] nonce = Wycheproof.Hex(test, "iv");
            using AesGcm aes = new(key, 16);
            byte[] message = Wycheproof.Hex(test, "msg");
            byte[] ciphertext = Wycheproof.Hex(test, "ct");
            byte[] opened = new byte[ciphertext.Length];
            if (group.GetProperty("ivSize").GetInt32() != NonceInBits)
            {
                Assert.Throws<ArgumentException>(() => aes.Decrypt(nonce, ciphertext, Wycheproof.Hex(test, "tag"), opened));
                return;
            }

            Exception? failure = Record.Exception(
                () => aes.Decrypt(nonce, ciphertext, Wycheproof.Hex(test, "tag"), opened, Wycheproof.Hex(test, "aad")));
            Assert.True(failure is null == Wycheproof.IsValid(test), Wycheproof.Name(test));
            Assert.True(failure is null ? opened.AsSpan().SequenceEqual(message) : opened.All(b => b == 0), Wycheproof.Name(test));
            used++;
        });
        Assert.True(used > 100, $"{used} cases");
    }

    [Fact]
    public void ChunkCipher_WycheproofVectorsWithoutAad_AreAcceptedOrRefusedAsTheySay()
    {
        int used = 0;
        Wycheproof.ForEach("aes_gcm_test.json", (group, test) =>
        {
            if (group.GetProperty("ivSize").GetInt32() != NonceInBits || Wycheproof.Hex(test, "aad").Length > 0)
            {
                return;
            }

            using ChunkCipher cipher = new(Wycheproof.Hex(test, "key"), Wycheproof.Hex(test, "iv"));
            byte[] whole = [.. Wycheproof.Hex(test, "ct"), .. Wycheproof.Hex(test, "tag")];
            byte[] opened = new byte[whole.Length - 16];
            Assert.True(cipher.TryOpen(0, whole, opened) == Wycheproof.IsValid(test), Wycheproof.Name(test));
            if (Wycheproof.IsValid(test))
            {
                byte[] again = new byte[whole.Length];
                cipher.Seal(0, opened, again);
                Assert.Equal(Wycheproof.Hex(test, "msg"), opened);
                Assert.Equal(whole, again);
            }

            used++;
        });
        Assert.True(used > 50, $"{used} cases");
    }

    [Fact]
    public void HkdfSha512_WycheproofVectors_Match()
    {
        Wycheproof.ForEach("hkdf_sha512_test.json", (_, test) =>
        {
            byte[] salt = Wycheproof.Hex(test, "salt");
            byte[] prk = HKDF.Extract(HashAlgorithmName.SHA512, Wycheproof.Hex(test, "ikm"), salt.Length == 0 ? null : salt);
            byte[] output = new byte[test.GetProperty("size").GetInt32()];
            Exception? failure = Record.Exception(() => HkdfSha512.Expand(prk, Wycheproof.Hex(test, "info"), output));
            Assert.True(failure is null == Wycheproof.IsValid(test), Wycheproof.Name(test));
            Assert.True(failure is not null || output.AsSpan().SequenceEqual(Wycheproof.Hex(test, "okm")), Wycheproof.Name(test));
        });
    }

    [Fact]
    public void HkdfSha512_ShortKey_IsTheLoopOfTheRfcOverHmac()
    {
        // The framework refuses keys shorter than the hash, which is why this one exists: compared with the RFC's formula instead.
        byte[] key = Samples.Content(16, seed: 3);
        byte[] first = HMACSHA512.HashData(key, (byte[])[.. "info"u8, 1]);
        byte[] second = HMACSHA512.HashData(key, (byte[])[.. first, .. "info"u8, 2]);
        byte[] output = new byte[76];
        HkdfSha512.Expand(key, "info"u8, output);

        Assert.Equal([.. first, .. second[..12]], output);
    }

    [Fact]
    public void HkdfSha256_WycheproofVectors_Match()
    {
        Wycheproof.ForEach("hkdf_sha256_test.json", (_, test) =>
        {
            byte[] output = new byte[test.GetProperty("size").GetInt32()];
            Exception? failure = Record.Exception(() => HKDF.DeriveKey(
                HashAlgorithmName.SHA256, Wycheproof.Hex(test, "ikm"), output, Wycheproof.Hex(test, "salt"), Wycheproof.Hex(test, "info")));
            Assert.True(failure is null == Wycheproof.IsValid(test), Wycheproof.Name(test));
            Assert.True(failure is not null || output.AsSpan().SequenceEqual(Wycheproof.Hex(test, "okm")), Wycheproof.Name(test));
        });
    }

    [Fact]
    public void HmacSha256_WycheproofVectors_Match()
    {
        Wycheproof.ForEach("hmac_sha256_test.json", (group, test) =>
        {
            byte[] computed = HMACSHA256.HashData(Wycheproof.Hex(test, "key"), Wycheproof.Hex(test, "msg"));
            int length = group.GetProperty("tagSize").GetInt32() / 8;
            bool matches = CryptographicOperations.FixedTimeEquals(computed.AsSpan(0, length), Wycheproof.Hex(test, "tag"));
            Assert.True(matches == Wycheproof.IsValid(test), Wycheproof.Name(test));
        });
    }

    [Fact]
    public void Pbkdf2_WycheproofVectors_MatchThroughAPasswordWhereItIsOne()
    {
        int throughPassword = 0;
        Wycheproof.ForEach("pbkdf2_hmacsha256_test.json", (_, test) =>
        {
            byte[] password = Wycheproof.Hex(test, "password");
            byte[] salt = Wycheproof.Hex(test, "salt");
            int iterations = test.GetProperty("iterationCount").GetInt32();
            byte[] expected = Wycheproof.Hex(test, "dk");
            byte[] derived = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, expected.Length);
            Assert.True(derived.AsSpan().SequenceEqual(expected), Wycheproof.Name(test));

            // A slot takes 32 bytes of passwords that are normalized text.
            if (expected.Length >= 32 && password.Length > 0 && System.Text.Ascii.IsValid(password))
            {
                using Password asPassword = new(System.Text.Encoding.ASCII.GetString(password));
                using SecretBytes key = Locket.Slots.KeyDerivation.Derive(
                    asPassword, salt, new Pbkdf2Parameters { Iterations = iterations }, CancellationToken.None);
                Assert.True(key.FixedTimeEquals(expected.AsSpan(0, 32)), Wycheproof.Name(test));
                throughPassword++;
            }
        });
        Assert.True(throughPassword > 0);
    }
}
