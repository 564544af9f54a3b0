using System.Security.Cryptography;
using System.Text.Json;
using Locket.Classic.Ciphers;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Ciphers;

public sealed class Pbkdf2Tests
{
    [Theory]
    [InlineData("pbkdf2_hmacsha1_test.json", "SHA1")]
    [InlineData("pbkdf2_hmacsha256_test.json", "SHA256")]
    [InlineData("pbkdf2_hmacsha384_test.json", "SHA384")]
    [InlineData("pbkdf2_hmacsha512_test.json", "SHA512")]
    public void Derive_Wycheproof_GivesTheKey(string file, string hash)
        => Wycheproof.ForEach(file, (_, test) =>
        {
            Assert.True(Wycheproof.IsValid(test), "a file with invalid tests needs another check");
            if (test.GetProperty("iterationCount").GetInt32() > ClassicLimits.MaxIterations)
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => Derive(test, hash));
                return;
            }

            using SecretBytes key = Derive(test, hash);
            Assert.Equal(Wycheproof.Hex(test, "dk"), key.Span.ToArray());
        });

    [Fact]
    public void Derive_Sha224OfWycheproof_IsRefusedSinceTheRuntimeHasNone()
        => Wycheproof.ForEach("pbkdf2_hmacsha224_test.json", (_, test) => Assert.Throws<ArgumentException>(() => Derive(test, "SHA224")));

    [Fact]
    public void Derive_Rfc6070_GivesTheKey()
    {
        using SecretBytes key = Pbkdf2.Derive("password"u8, "salt"u8, 4096, HashAlgorithmName.SHA1, 20);
        Assert.Equal("4B007901B765489ABEAD49D926F721D065A429C1", Convert.ToHexString(key.Span));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000_001)]
    [InlineData(int.MaxValue)]
    public void Derive_IterationsOutOfBounds_AreRefusedBeforeAnyWork(int iterations)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Pbkdf2.Derive("a"u8, "b"u8, iterations, HashAlgorithmName.SHA256, 32));

    [Theory]
    [InlineData("MD5")]
    [InlineData("sha256")]
    [InlineData("")]
    [InlineData(null)]
    public void Derive_HashThatIsNone_IsRefused(string? hash)
        => Assert.Throws<ArgumentException>(() => Pbkdf2.Derive("a"u8, "b"u8, 1, new HashAlgorithmName(hash), 32));

    [Fact]
    public void Derive_LongSalt_IsRefused()
        => Assert.Throws<ArgumentException>(
            () => Pbkdf2.Derive("a"u8, new byte[ClassicLimits.MaxSaltLengthInBytes + 1], 1, HashAlgorithmName.SHA256, 32));

    private static SecretBytes Derive(JsonElement test, string hash) => Pbkdf2.Derive(
        Wycheproof.Hex(test, "password"), Wycheproof.Hex(test, "salt"), test.GetProperty("iterationCount").GetInt32(),
        new HashAlgorithmName(hash), test.GetProperty("dkLen").GetInt32());
}
