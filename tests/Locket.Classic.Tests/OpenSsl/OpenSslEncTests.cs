using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.OpenSsl;

public sealed class OpenSslEncTests
{
    private const string Uniform = "the password or key is wrong, or the data is damaged";

    private static readonly OpenSslEncOptions Quick = new() { Iterations = 1 };

    public static TheoryData<string> PaddedCiphers => [.. OpenSslCipher.All.Where(cipher => cipher.IsPadded).Select(cipher => cipher.Name)];

    [Theory]
    [MemberData(nameof(PaddedCiphers))]
    public async Task Decrypt_WrongKeyPaddingOrLength_SaysTheSame(string name)
    {
        OpenSslEncOptions options = Quick with { Cipher = OpenSslCipher.Parse(name), HasSalt = false };
        byte[] file = await OpenSslPeer.RunAsync(OpenSslPeer.Arguments(options), new byte[64]);
        using ClassicSecret right = ClassicSecret.FromPassword(OpenSslPeer.Password);
        using ClassicSecret wrong = ClassicSecret.FromPassword("wrong");
        byte[] altered = [.. file];
        altered[^1] ^= 0x80;
        List<string> messages = [];
        foreach ((byte[] bytes, ClassicSecret secret) in ((byte[], ClassicSecret)[])[(file, wrong), (altered, right), (file[..^1], right), ([.. file, 0], right), (file[..17], right)])
        {
            ClassicException refused = await Assert.ThrowsAsync<ClassicException>(() => OpenSslPeer.DecryptAsync(bytes, secret, options));
            Assert.Equal(ClassicFailure.WrongKeyOrDamaged, refused.Reason);
            Assert.Null(refused.InnerException);
            messages.Add(refused.Message);
        }

        Assert.All(messages, message => Assert.Equal(Uniform, message));
    }

    [Fact]
    public async Task Encrypt_Twice_UsesAnotherSalt()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        byte[] first = await OpenSslPeer.EncryptAsync([], secret, Quick);
        byte[] second = await OpenSslPeer.EncryptAsync([], secret, Quick);
        Assert.Equal(first[..8], second[..8]);
        Assert.NotEqual(first[8..16], second[8..16]);
    }

    [Theory]
    [InlineData("aes-256-ecb")]
    [InlineData("aes-128-cfb")]
    [InlineData("aes-192-cfb8")]
    [InlineData("aes-256-ofb")]
    public async Task Encrypt_ModeThatIsOnlyRead_IsRefused(string name)
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        await Assert.ThrowsAsync<ArgumentException>(
            "options", () => OpenSslPeer.EncryptAsync([], secret, Quick with { Cipher = OpenSslCipher.Parse(name) }));
    }

    [Fact]
    public async Task Iterations_BeyondTheLimit_AreRefusedBeforeAnyWork()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        byte[] file = await OpenSslPeer.EncryptAsync([], secret, Quick);
        foreach (OpenSslEncOptions options in (OpenSslEncOptions[])[new() { Iterations = int.MaxValue }, new() { Iterations = 11, MaxIterations = 10 }])
        {
            ClassicException refused = await Assert.ThrowsAsync<ClassicException>(() => OpenSslPeer.DecryptAsync(file, secret, options));
            Assert.Equal(ClassicFailure.TooLarge, refused.Reason);
            await Assert.ThrowsAsync<ClassicException>(() => OpenSslPeer.EncryptAsync([], secret, options));
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("options", () => OpenSslPeer.DecryptAsync(file, secret, new() { Iterations = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "options", () => OpenSslPeer.DecryptAsync(file, secret, new() { MaxIterations = ClassicLimits.MaxIterations + 1 }));
    }

    [Fact]
    public async Task RawKey_WithoutWhatItNeeds_IsTheCallersMistake()
    {
        using ClassicSecret key = ClassicSecret.FromKey(new byte[16]);
        using ClassicSecret password = ClassicSecret.FromPassword("x");
        OpenSslEncOptions options = new() { Cipher = OpenSslCipher.Aes128Cbc };
        await Assert.ThrowsAsync<ArgumentException>("options", () => OpenSslPeer.EncryptAsync([], key, options));
        await Assert.ThrowsAsync<ArgumentException>("options", () => OpenSslPeer.EncryptAsync([], key, options with { Iv = new byte[15] }));
        await Assert.ThrowsAsync<ArgumentException>("secret", () => OpenSslPeer.EncryptAsync([], key, new() { Iv = new byte[16] }));
        await Assert.ThrowsAsync<ArgumentException>("options", () => OpenSslPeer.EncryptAsync([], password, options with { Iv = new byte[16] }));
        await Assert.ThrowsAsync<ArgumentException>(
            "options", () => OpenSslPeer.DecryptAsync([], key, new() { Cipher = OpenSslCipher.Parse("aes-128-ecb"), Iv = new byte[16] }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("options", () => OpenSslPeer.EncryptAsync([], password, new() { Digest = (OpenSslDigest)9 }));
    }

    [Theory]
    [InlineData("aes-256-cbc", "aes-256-cbc")]
    [InlineData("-AES-128-CTR", "aes-128-ctr")]
    [InlineData("aes192", "aes-192-cbc")]
    [InlineData("aes-128-cfb8", "aes-128-cfb8")]
    public void Parse_NamesOfOpenssl_AreKnown(string name, string expected) => Assert.Equal(expected, OpenSslCipher.Parse(name).Name);

    [Theory]
    [InlineData("")]
    [InlineData("des3")]
    [InlineData("aes-256-gcm")]
    [InlineData("aes-128-cfb1")]
    [InlineData("aes-512-cbc")]
    public void Parse_OtherCiphers_AreUnsupported(string name)
        => Assert.Equal(ClassicFailure.Unsupported, Assert.Throws<ClassicException>(() => OpenSslCipher.Parse(name)).Reason);

    [Fact]
    public async Task Decrypt_PublishedExampleOfBytesToKey_Agrees()
    {
        // The peer prints what it derives.
        byte[] printed = await OpenSslPeer.RunAsync(["enc", "-aes-256-cbc", "-md", "sha1", "-S", "0102030405060708", "-pass", "pass:abc", "-P"], []);
        Span<byte> output = stackalloc byte[48];
        Locket.Classic.OpenSsl.BytesToKey.Derive("abc"u8, [1, 2, 3, 4, 5, 6, 7, 8], System.Security.Cryptography.HashAlgorithmName.SHA1, output);
        string text = System.Text.Encoding.ASCII.GetString(printed);
        Assert.Contains("key=" + Convert.ToHexString(output[..32]), text, StringComparison.Ordinal);
        Assert.Contains("iv =" + Convert.ToHexString(output[32..]), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WhileWorking_Stops()
    {
        using CancellationTokenSource cancel = new();
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        await using ActingStream target = new(cancel.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => OpenSslEnc.EncryptAsync(new ZeroStream(1 << 20), target, secret, Quick with { Cipher = OpenSslCipher.Aes256Ctr }, cancel.Token));
    }
}
