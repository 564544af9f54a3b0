using System.Text;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.OpenSsl;

public sealed class OpenSslGuessTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    public static TheoryData<string, OpenSslKeyDerivation, OpenSslDigest> Common()
    {
        TheoryData<string, OpenSslKeyDerivation, OpenSslDigest> data = [];
        foreach (string cipher in (string[])["aes-256-cbc", "aes-192-cbc", "aes-128-cbc"])
        {
            data.Add(cipher, OpenSslKeyDerivation.Pbkdf2, OpenSslDigest.Sha256);
            data.Add(cipher, OpenSslKeyDerivation.BytesToKey, OpenSslDigest.Sha256);
            data.Add(cipher, OpenSslKeyDerivation.BytesToKey, OpenSslDigest.Md5);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Common))]
    public async Task Guess_CommonWays_AreFoundAndWork(string cipher, OpenSslKeyDerivation derivation, OpenSslDigest digest)
    {
        using ClassicSecret secret = ClassicSecret.FromPassword(OpenSslPeer.Password);
        foreach (OpenSslEncoding encoding in (OpenSslEncoding[])[OpenSslEncoding.Raw, OpenSslEncoding.Base64])
        {
            OpenSslEncOptions options = new() { Cipher = OpenSslCipher.Parse(cipher), KeyDerivation = derivation, Digest = digest, Encoding = encoding };
            foreach (int size in (int[])[5, 16, 511, 513, 70_000])
            {
                byte[] plaintext = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Grüße, ", (size / 8) + 1)))[..size];
                using MemoryStream file = new([7, 7, .. await OpenSslPeer.EncryptAsync(plaintext, secret, options)]) { Position = 2 };
                OpenSslEncGuess guess = await OpenSslEnc.GuessAsync(file, secret, None);
                Assert.Equal(2, file.Position);
                Assert.True(guess.CouldBeCbc);
                Assert.Contains(options, guess.Candidates.Select(candidate => candidate.Options));
                if (size >= 16)
                {
                    Assert.Equal(options, guess.Best!.Options);
                }
            }
        }
    }

    [Fact]
    public async Task Guess_WrongPassword_FindsNothingButAccidentsThatLookLikeNothing()
    {
        using ClassicSecret right = ClassicSecret.FromPassword("right");
        using ClassicSecret wrong = ClassicSecret.FromPassword("wrong");
        int accidents = 0;
        for (int round = 0; round < 100; round++)
        {
            using MemoryStream file = new(await OpenSslPeer.EncryptAsync(new byte[100], right, new() { Iterations = 1 }));
            OpenSslEncGuess guess = await OpenSslEnc.GuessAsync(file, wrong, None);
            accidents += guess.Candidates.Count;
            Assert.All(guess.Candidates, candidate => Assert.True(candidate.Look is OpenSslPlaintextLook.Unknown or OpenSslPlaintextLook.Empty));
        }

        // 900 tries at 1 in 256 are 3.5; twenty would be a billion to one.
        Assert.InRange(accidents, 0, 20);
    }

    [Fact]
    public async Task Guess_CounterMode_IsNeverGuessed()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        using MemoryStream file = new(await OpenSslPeer.EncryptAsync(new byte[33], secret, new() { Cipher = OpenSslCipher.Aes256Ctr, Iterations = 1 }));
        OpenSslEncGuess guess = await OpenSslEnc.GuessAsync(file, secret, None);
        Assert.False(guess.CouldBeCbc);
        Assert.Empty(guess.Candidates);
        Assert.Null(guess.Best);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DecryptGuessing_FileOrPipe_GivesThePlaintext(bool seekable)
    {
        OpenSslEncOptions options = new() { KeyDerivation = OpenSslKeyDerivation.BytesToKey, Digest = OpenSslDigest.Md5, Encoding = OpenSslEncoding.Base64 };
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        byte[] plaintext = Encoding.ASCII.GetBytes(new string('z', 200_000));
        byte[] file = await OpenSslPeer.EncryptAsync(plaintext, secret, options);
        await using Stream source = seekable ? new MemoryStream(file) : new OddStream(file);
        using MemoryStream target = new();
        OpenSslEncGuess guess = await OpenSslEnc.DecryptGuessingAsync(source, target, secret, None);
        Assert.Equal(plaintext, target.ToArray());
        Assert.Equal(options, guess.Best?.Options);
        Assert.Equal("-aes-256-cbc -md md5 -a", options.ToString());
    }

    [Fact]
    public async Task DecryptGuessing_NothingFits_WritesNothingAndSaysWhatEveryCbcFailureSays()
    {
        using ClassicSecret right = ClassicSecret.FromPassword("x");
        using ClassicSecret wrong = ClassicSecret.FromPassword("y");
        using MemoryStream target = new();
        byte[] file;
        do
        {
            file = await OpenSslPeer.EncryptAsync(new byte[9], right, new() { Iterations = 1 });
        }
        while ((await OpenSslEnc.GuessAsync(new MemoryStream(file), wrong, None)).Candidates.Count > 0);
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => OpenSslEnc.DecryptGuessingAsync(new MemoryStream(file), target, wrong, None));
        Assert.Equal("the password or key is wrong, or the data is damaged", refused.Message);
        Assert.Equal(0, target.Length);
        refused = await Assert.ThrowsAsync<ClassicException>(
            () => OpenSslEnc.DecryptGuessingAsync(new MemoryStream([.. file, 0]), target, right, None));
        Assert.Equal(ClassicFailure.Unsupported, refused.Reason);
    }

    [Fact]
    public void Failure_SeveralFit_NamesThem()
    {
        OpenSslEncCandidate first = new(new(), OpenSslPlaintextLook.Unknown);
        OpenSslEncCandidate second = new(new() { Cipher = OpenSslCipher.Aes128Cbc, HasSalt = false }, OpenSslPlaintextLook.Unknown);
        ClassicException failure = Locket.Classic.OpenSsl.GuessFailures.Of(new OpenSslEncGuess([first, second], true));
        Assert.EndsWith(
            "-aes-256-cbc -pbkdf2 -iter 10000 -md sha256; -aes-128-cbc -pbkdf2 -iter 10000 -md sha256 -nosalt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_TwoThatLookAlike_IsNeither()
    {
        OpenSslEncCandidate binary = new(new(), OpenSslPlaintextLook.Unknown);
        OpenSslEncCandidate text = new(new(), OpenSslPlaintextLook.Text);
        Assert.Null(new OpenSslEncGuess([binary, binary], true).Best);
        Assert.True(new OpenSslEncGuess([binary, binary], true).IsAmbiguous);
        Assert.Same(text, new OpenSslEncGuess([text, binary], true).Best);
        Assert.Same(binary, new OpenSslEncGuess([binary], true).Best);
        Assert.Null(new OpenSslEncGuess([], true).Best);
    }

    [Fact]
    public async Task Guess_SourceOrSecretThatDoesNotAllowIt_IsTheCallersMistake()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        using ClassicSecret key = ClassicSecret.FromKey(new byte[16]);
        await using ForwardOnly pipe = new(new MemoryStream());
        await Assert.ThrowsAsync<ArgumentException>("source", () => OpenSslEnc.GuessAsync(pipe, secret, None));
        await Assert.ThrowsAsync<ArgumentException>("secret", () => OpenSslEnc.GuessAsync(new MemoryStream(), key, None));
    }

    [Theory]
    [InlineData("", OpenSslPlaintextLook.Empty)]
    [InlineData("68656C6C6F0A", OpenSslPlaintextLook.Text)]
    [InlineData("FFFE68006900", OpenSslPlaintextLook.Text)]
    [InlineData("FEFF00680069D83DDE00", OpenSslPlaintextLook.Text)]
    [InlineData("FFFE68000000", OpenSslPlaintextLook.Unknown)]
    [InlineData("FFFE00D86800", OpenSslPlaintextLook.Unknown)]
    [InlineData("FFFE00E06800", OpenSslPlaintextLook.Unknown)]
    [InlineData("FFFE680069", OpenSslPlaintextLook.Unknown)]
    [InlineData("89504E470D0A1A0A00", OpenSslPlaintextLook.KnownFile)]
    [InlineData("255044462D312E37", OpenSslPlaintextLook.KnownFile)]
    [InlineData("0000001866747970617669660000", OpenSslPlaintextLook.KnownFile)]
    [InlineData("68656C6C6F00", OpenSslPlaintextLook.Unknown)]
    [InlineData("68E9", OpenSslPlaintextLook.Unknown)]
    public void Looks_OfBeginnings_AreTold(string hex, OpenSslPlaintextLook look)
        => Assert.Equal(look, Locket.Classic.OpenSsl.PlaintextLooks.Of(Convert.FromHexString(hex)));

    [Fact]
    public void Looks_SampleCutWithinACharacter_IsText()
    {
        foreach (string character in (string[])["é", "€", "😀"])
        {
            byte[] text = [.. Encoding.UTF8.GetBytes(new string('a', 511) + character)];
            Assert.Equal(OpenSslPlaintextLook.Text, Locket.Classic.OpenSsl.PlaintextLooks.Of(text.AsSpan(0, 512)));
        }
    }
}
