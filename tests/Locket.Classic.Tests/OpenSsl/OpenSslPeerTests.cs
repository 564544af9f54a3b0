using System.Security.Cryptography;
using Xunit;

namespace Locket.Classic.Tests.OpenSsl;

/// <summary>Against the installed openssl, both ways.</summary>
public sealed class OpenSslPeerTests
{
    private const int Buffer = 64 * 1024;

    public static TheoryData<string> Ciphers => [.. OpenSslCipher.All.Select(cipher => cipher.Name)];

    public static TheoryData<OpenSslDigest, OpenSslKeyDerivation, int> Derivations()
    {
        TheoryData<OpenSslDigest, OpenSslKeyDerivation, int> data = [];
        foreach (OpenSslDigest digest in Enum.GetValues<OpenSslDigest>())
        {
            data.Add(digest, OpenSslKeyDerivation.BytesToKey, 1);
            foreach (int iterations in (int[])[1, 2, 999, 10_000, 31_337])
            {
                data.Add(digest, OpenSslKeyDerivation.Pbkdf2, iterations);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public async Task EveryCipher_EdgeSizes_BothWays(string name)
    {
        OpenSslEncOptions options = new() { Cipher = OpenSslCipher.Parse(name), Iterations = 3 };
        int[] sizes = [0, 1, 15, 16, 17, 31, 32, 33, 1000, Buffer - 17, Buffer - 1, Buffer, Buffer + 1, Buffer + 16, (2 * Buffer) + 5];
        foreach (int size in sizes)
        {
            await RequireBothWaysAsync(size, options);
        }
    }

    [Theory]
    [MemberData(nameof(Derivations))]
    public async Task EveryDerivation_BothWays(OpenSslDigest digest, OpenSslKeyDerivation derivation, int iterations)
    {
        foreach (OpenSslCipher cipher in (OpenSslCipher[])[OpenSslCipher.Aes128Cbc, OpenSslCipher.Aes192Ctr, OpenSslCipher.Aes256Cbc])
        {
            OpenSslEncOptions options = new() { Cipher = cipher, Digest = digest, KeyDerivation = derivation, Iterations = iterations };
            await RequireBothWaysAsync(100, options);
            await RequireBothWaysAsync(100, options with { HasSalt = false });
        }
    }

    [Theory]
    [InlineData(OpenSslEncoding.Base64)]
    [InlineData(OpenSslEncoding.Base64OneLine)]
    public async Task Base64_EdgeSizes_BothWays(OpenSslEncoding encoding)
    {
        foreach (OpenSslCipher cipher in (OpenSslCipher[])[OpenSslCipher.Aes256Cbc, OpenSslCipher.Aes256Ctr])
        {
            OpenSslEncOptions options = new() { Cipher = cipher, Encoding = encoding, Iterations = 1 };
            foreach (int size in (int[])[0, 1, 2, 3, 8, 31, 32, 33, 47, 48, 49, 80, 500, 24_559, 24_560, 24_561, 100_000])
            {
                await RequireBothWaysAsync(size, options);
            }
        }
    }

    [Fact]
    public async Task RandomChoices_BothWays()
    {
        Random random = new(20);
        OpenSslCipher[] ciphers = [.. OpenSslCipher.All];
        for (int round = 0; round < 60; round++)
        {
            await RequireBothWaysAsync(random.Next(1 + (1 << random.Next(18))), new OpenSslEncOptions
            {
                Cipher = ciphers[random.Next(ciphers.Length)],
                Digest = (OpenSslDigest)random.Next(5),
                KeyDerivation = (OpenSslKeyDerivation)random.Next(2),
                Iterations = random.Next(1, 3000),
                Encoding = (OpenSslEncoding)random.Next(3),
                HasSalt = random.Next(4) > 0,
            });
        }
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public async Task RawKeyAndIv_BothWays(string name)
    {
        OpenSslCipher cipher = OpenSslCipher.Parse(name);
        byte[] key = RandomNumberGenerator.GetBytes(cipher.KeyLengthInBits / 8);

        // The counter's last bytes are all ones, so that it carries over to the first.
        byte[] iv = [.. RandomNumberGenerator.GetBytes(1), .. Enumerable.Repeat((byte)0xFF, 15)];
        bool hasIv = cipher.Mode != OpenSslCipherMode.Ecb;
        OpenSslEncOptions options = new() { Cipher = cipher, Iv = hasIv ? iv : [], Encoding = OpenSslEncoding.Base64 };
        List<string> arguments = ["enc", "-" + cipher.Name, "-a", "-K", Convert.ToHexString(key), .. hasIv ? new[] { "-iv", Convert.ToHexString(iv) } : []];
        using ClassicSecret secret = ClassicSecret.FromKey(key);
        byte[] plaintext = RandomNumberGenerator.GetBytes(3000);
        Assert.Equal(plaintext, await OpenSslPeer.DecryptAsync(await OpenSslPeer.RunAsync(arguments, plaintext), secret, options));
        if (cipher.CanEncrypt)
        {
            byte[] file = await OpenSslPeer.EncryptAsync(plaintext, secret, options);
            Assert.Equal(plaintext, await OpenSslPeer.RunAsync([.. arguments, "-d"], file));
        }
    }

    private static async Task RequireBothWaysAsync(int size, OpenSslEncOptions options)
    {
        byte[] plaintext = RandomNumberGenerator.GetBytes(size);
        using ClassicSecret secret = ClassicSecret.FromPassword(OpenSslPeer.Password);
        List<string> arguments = OpenSslPeer.Arguments(options);
        byte[] theirs = await OpenSslPeer.RunAsync(arguments, plaintext);
        Assert.Equal(plaintext, await OpenSslPeer.DecryptAsync(theirs, secret, options));
        if (!options.Cipher.CanEncrypt)
        {
            return;
        }

        byte[] ours = await OpenSslPeer.EncryptAsync(plaintext, secret, options);
        Assert.Equal(theirs.Length, ours.Length);
        Assert.Equal(plaintext, await OpenSslPeer.RunAsync([.. arguments, "-d"], ours));
        if (!options.HasSalt)
        {
            Assert.Equal(theirs, ours);
        }
    }
}
