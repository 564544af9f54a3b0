using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Locket.Classic.Ciphers;
using Locket.Classic.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Schemes;

/// <summary>Altered, cut, broken and hostile input.</summary>
public sealed class SchemeTamperTests
{
    private static readonly byte[] Hello = [.. "hello"u8];

    public static TheoryData<string> Authenticated =>
        [.. SchemeCase.All.Where(one => one.IsAuthenticated && !one.Name.Contains("own parameters", StringComparison.Ordinal)).Select(one => one.Name)];

    public static TheoryData<string> Cheap =>
        [.. SchemeCase.All.Where(one => one.Scheme is "cbc-file" || !one.Name.Contains("own parameters", StringComparison.Ordinal)).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Authenticated))]
    public async Task Decrypt_AnyBitFlipped_Fails(string name)
    {
        SchemeCase scheme = Find(name);
        using ClassicSecret secret = scheme.Secret(scheme.NewSecret());
        byte[] file = await scheme.EncryptAsync(Hello, secret);

        // A raw key makes no use of gcm-image's salt.
        int first = scheme.Scheme is "gcm-image" && secret.IsRawKey ? 8 * 16 : 0;
        for (int bit = first; bit < 8 * file.Length; bit++)
        {
            byte[] flipped = [.. file];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (IsCostlyIterations(scheme, flipped))
            {
                continue;
            }

            await Assert.ThrowsAsync<ClassicException>(() => scheme.DecryptAsync(flipped, secret));
        }

        Assert.Equal(Hello, await scheme.DecryptAsync(file, secret));
    }

    [Theory]
    [MemberData(nameof(Authenticated))]
    public async Task Decrypt_AnyCutOrAnythingAppended_Fails(string name)
    {
        SchemeCase scheme = Find(name);
        using ClassicSecret secret = scheme.Secret(scheme.NewSecret());
        byte[] file = await scheme.EncryptAsync(new byte[20], secret);
        for (int length = 0; length < file.Length; length++)
        {
            ClassicException failure = await Assert.ThrowsAsync<ClassicException>(() => scheme.DecryptAsync(file[..length], secret));
            Assert.True(failure.Reason is ClassicFailure.Truncated or ClassicFailure.WrongKeyOrDamaged, failure.Message);
        }

        await Assert.ThrowsAsync<ClassicException>(() => scheme.DecryptAsync([.. file, 0], secret));
        await Assert.ThrowsAsync<ClassicException>(() => scheme.DecryptAsync([.. file, .. new byte[16]], secret));
    }

    [Theory]
    [MemberData(nameof(Cheap))]
    public async Task Decrypt_WrongSecret_FailsAlwaysInTheSameWords(string name)
    {
        SchemeCase scheme = Find(name);
        using ClassicSecret secret = scheme.Secret(scheme.NewSecret());
        byte[] file = await scheme.EncryptAsync(Hello, secret);
        int failures = 0;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            using ClassicSecret wrong = scheme.Secret(scheme.NewSecret());
            try
            {
                // Without authentication one in 256 passes for right.
                Assert.NotEqual(Hello, await scheme.DecryptAsync(file, wrong));
                Assert.False(scheme.IsAuthenticated || scheme.Scheme is "cbc-hmac");
            }
            catch (ClassicException failure)
            {
                failures++;
                Assert.Equal((ClassicFailure.WrongKeyOrDamaged, CbcErrors.WrongKeyOrDamagedText), (failure.Reason, failure.Message));
                Assert.Null(failure.InnerException);
            }
        }

        Assert.True(failures > 10);
    }

    [Fact]
    public void CbcHmac_EachValueAltered_FailsButForTheIvWhichAltersTheFirstBlock()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("hello");
        CbcHmacOptions cheap = new() { Iterations = 2 };
        CbcHmacMessage message = CbcHmac.EncryptText("pay 100 to Alice, now", secret, cheap);
        HashSet<string> texts = [];
        foreach (CbcHmacMessage altered in (CbcHmacMessage[])[
            message with { Mac = Flipped(message.Mac) },
            message with { Salt = Flipped(message.Salt) },
            message with { Ciphertext = Convert.ToBase64String(Flipped(Convert.FromBase64String(message.Ciphertext)).Span) },
            message with { Ciphertext = string.Empty },
            message with { Ciphertext = message.Ciphertext[4..] },
            message with { Mac = message.Mac[1..] },
            message with { Ciphertext = message.Ciphertext + "\n" }])
        {
            ClassicException failure = Assert.Throws<ClassicException>(() => CbcHmac.Decrypt(altered, secret, cheap));
            Assert.Equal(ClassicFailure.WrongKeyOrDamaged, failure.Reason);
            texts.Add(failure.Message);
            Assert.False(CbcHmac.TryDecrypt(altered, secret, out _, cheap));
        }

        Assert.Single(texts);

        // What the warning is about: "100" becomes "900".
        byte[] iv = message.Iv.ToArray();
        iv[4] ^= (byte)('1' ^ '9');
        Assert.Equal("pay 900 to Alice, now", CbcHmac.DecryptText(message with { Iv = iv }, secret, cheap));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"ciphertext\":\"AAAA\",\"iv\":\"AAAA\",\"salt\":\"AAAA\",\"mac\":\"AAAA\"}")]
    [InlineData("{\"ciphertext\":1,\"iv\":2,\"salt\":3,\"mac\":4}")]
    [InlineData("{\"ciphertext\":\"\\ud800\",\"iv\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"salt\":\"\",\"mac\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}")]
    [InlineData("{\"ciphertext\":\"A\",\"ciphertext\":\"A\",\"iv\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"salt\":\"\",\"mac\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}")]
    [InlineData("{\"ciphertext\":\"AAAA\",\"iv\":\"!\",\"salt\":\"AAAA\",\"mac\":\"AAAA\"} x")]
    [InlineData("{\"a\":[],\"ciphertext\":\"A\",\"iv\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"salt\":\"\",\"mac\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}")]
    public void CbcHmacMessage_BrokenJson_IsFalse(string json)
        => Assert.False(CbcHmacMessage.TryParse(Encoding.UTF8.GetBytes(json), out _));

    [Theory]
    [InlineData("", ClassicFailure.Truncated)]
    [InlineData("AAAA", ClassicFailure.Truncated)]
    [InlineData("A", ClassicFailure.Malformed)]
    [InlineData("!!!!", ClassicFailure.Malformed)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ClassicFailure.WrongKeyOrDamaged)]
    public void SocketCbc_BrokenMessages_SayWhatIsWrong(string message, ClassicFailure expected)
    {
        using ClassicSecret key = ClassicSecret.FromKey("Sixteen byte key"u8);
        byte[] ascii = Encoding.ASCII.GetBytes(message);
        Assert.Equal(expected, Assert.Throws<ClassicException>(() => SocketCbc.Decrypt(ascii, key)).Reason);
        Assert.False(SocketCbc.TryDecrypt(ascii, key, out _));
    }

    [Theory]
    [InlineData(10_000_001u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x80000000u)]
    [InlineData(uint.MaxValue)]
    public async Task CbcHmacV2_HostileIterations_AreRefusedBeforeAnyWork(uint iterations)
    {
        byte[] file = new byte[200];
        "cbc-hmac-v2\u0003"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(12), iterations);
        using ClassicSecret secret = ClassicSecret.FromPassword("hello");
        using MemoryStream source = new(file);
        ClassicException failure = await Assert.ThrowsAsync<ClassicException>(
            () => CbcHmacV2.DecryptAsync(source, Stream.Null, secret, options: null, TestContext.Current.CancellationToken));
        Assert.Equal(ClassicFailure.TooLarge, failure.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CbcHmacV2_LastBitFlipped_LetsNoPlaintextOut(bool fromPipe)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using ClassicSecret key = ClassicSecret.RandomKey();
        byte[] content = RandomNumberGenerator.GetBytes(200_000);
        using MemoryStream plaintext = new(content);
        using MemoryStream sealedFile = new();
        await CbcHmacV2.EncryptAsync(plaintext, sealedFile, key, options: null, stop);
        byte[] file = sealedFile.ToArray();
        using MemoryStream opened = new();
        await CbcHmacV2.DecryptAsync(Source(file), opened, key, options: null, stop);
        Assert.Equal(content, opened.ToArray());

        file[^1] ^= 1;
        using MemoryStream nothing = new();
        await Assert.ThrowsAsync<ClassicException>(() => CbcHmacV2.DecryptAsync(Source(file), nothing, key, options: null, stop));
        Assert.Equal(0, nothing.Length);

        Stream Source(byte[] bytes) => fromPipe ? new SlowStream(bytes, 1000) : new MemoryStream(bytes);
    }

    [Fact]
    public async Task CbcHmacV2_LongPipe_IsKeptOnlyUpToItsLimit()
    {
        using ClassicSecret key = ClassicSecret.RandomKey();
        CbcHmacV2Options options = new() { MaxSpoolLengthInBytes = 1000 };
        ClassicException failure = await Assert.ThrowsAsync<ClassicException>(() => CbcHmacV2.DecryptAsync(
            new SlowStream(new byte[1001], 100), Stream.Null, key, options, TestContext.Current.CancellationToken));
        Assert.Equal(ClassicFailure.TooLarge, failure.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GcmImage_LongerThanAllowed_IsRefused(bool fromPipe)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using ClassicSecret key = ClassicSecret.RandomKey();
        GcmImageOptions options = new() { MaxLengthInBytes = 100_000 };
        byte[] longest = RandomNumberGenerator.GetBytes(100_000);
        using MemoryStream file = new();
        await GcmImage.EncryptAsync(Source(longest), file, key, options, stop);
        using MemoryStream back = new();
        await GcmImage.DecryptAsync(Source(file.ToArray()), back, key, options, stop);
        Assert.Equal(longest, back.ToArray());
        ClassicException failure = await Assert.ThrowsAsync<ClassicException>(
            () => GcmImage.EncryptAsync(Source([.. longest, 1]), Stream.Null, key, options, stop));
        Assert.Equal(ClassicFailure.TooLarge, failure.Reason);
        failure = await Assert.ThrowsAsync<ClassicException>(
            () => GcmImage.DecryptAsync(Source([.. file.ToArray(), 1]), Stream.Null, key, options, stop));
        Assert.Equal(ClassicFailure.TooLarge, failure.Reason);

        Stream Source(byte[] bytes) => fromPipe ? new SlowStream(bytes, 1000) : new MemoryStream(bytes);
    }

    [Fact]
    public async Task CbcFile_PasswordWithoutSalt_IsRefused()
    {
        using ClassicSecret password = ClassicSecret.FromPassword("hello");
        await Assert.ThrowsAsync<ArgumentException>(() => CbcFile.EncryptAsync(
            Stream.Null, Stream.Null, password, options: null, TestContext.Current.CancellationToken));
    }

    private static SchemeCase Find(string name) => SchemeCase.All.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));

    private static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> bytes)
    {
        byte[] flipped = bytes.ToArray();
        flipped[^1] ^= 0x10;
        return flipped;
    }

    /// <summary>Some flips ask for millions of iterations, which is allowed and slow; the header's other bits prove the same.</summary>
    private static bool IsCostlyIterations(SchemeCase scheme, byte[] file)
        => scheme.Scheme is "cbc-hmac-v2" && BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(12)) is > 100_000 and <= ClassicLimits.MaxIterations;
}
