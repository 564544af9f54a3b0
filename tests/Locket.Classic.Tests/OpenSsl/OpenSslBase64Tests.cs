using System.Text;
using Xunit;

namespace Locket.Classic.Tests.OpenSsl;

/// <summary>Base64 as people mangle it.</summary>
public sealed class OpenSslBase64Tests
{
    private static readonly OpenSslEncOptions Options = new() { Iterations = 1, Encoding = OpenSslEncoding.Base64 };

    public static TheoryData<string> Readable =>
    [
        "{0}", "\n\n{0}", "  \t{0}\r\n\r\n", "-----BEGIN X-----\n{0}-----END X-----\n", "Subject: hello!\n\n{0}", "{0}- and whatever else",
        "\uFEFF: marked\n{0}",
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Decrypt_OtherTextAround_IsLikeOpenssl(string frame)
    {
        using ClassicSecret secret = ClassicSecret.FromPassword(OpenSslPeer.Password);
        byte[] plaintext = new byte[1000];
        string text = Encoding.ASCII.GetString(await OpenSslPeer.EncryptAsync(plaintext, secret, Options));
        byte[] framed = Encoding.UTF8.GetBytes(frame.Replace("{0}", text, StringComparison.Ordinal));
        Assert.Equal(plaintext, await OpenSslPeer.DecryptAsync(framed, secret, Options));
        Assert.Equal(plaintext, await OpenSslPeer.RunAsync([.. OpenSslPeer.Arguments(Options), "-d"], framed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(100_000)]
    public async Task Decrypt_LinesOfAnyLength_AreRead(int lineLength)
    {
        using ClassicSecret secret = ClassicSecret.FromPassword(OpenSslPeer.Password);
        byte[] plaintext = Random(3000);
        string text = Encoding.ASCII.GetString(await OpenSslPeer.EncryptAsync(plaintext, secret, Options)).Replace("\n", null, StringComparison.Ordinal);
        foreach (string lineEnd in (string[])["\n", "\r\n", " \t\r\n  "])
        {
            byte[] folded = Encoding.ASCII.GetBytes(string.Join(lineEnd, text.Chunk(lineLength).Select(line => new string(line))));
            Assert.Equal(plaintext, await OpenSslPeer.DecryptAsync(folded, secret, Options));
        }
    }

    [Fact]
    public async Task Decrypt_SaltedFile_FindsTheEncodingOut()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword(OpenSslPeer.Password);
        foreach (OpenSslEncoding written in Enum.GetValues<OpenSslEncoding>())
        {
            byte[] file = await OpenSslPeer.EncryptAsync([1, 2, 3], secret, Options with { Encoding = written });
            Assert.True(OpenSslEnc.LooksLike(file));
            foreach (OpenSslEncoding said in Enum.GetValues<OpenSslEncoding>())
            {
                Assert.Equal([1, 2, 3], await OpenSslPeer.DecryptAsync(file, secret, Options with { Encoding = said }));
            }
        }
    }

    [Fact]
    public async Task Decrypt_EveryTruncation_Fails()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword(OpenSslPeer.Password);
        byte[] file = await OpenSslPeer.EncryptAsync(Random(33), secret, Options);
        int accidents = 0;
        for (int length = 0; length < file.Length - 1; length++)
        {
            ClassicException? refused = await Record.ExceptionAsync(() => OpenSslPeer.DecryptAsync(file[..length], secret, Options)) as ClassicException;
            accidents += refused is null ? 1 : 0;
        }

        // Cut to whole groups and whole blocks, all that is left to notice it is one byte of padding.
        Assert.InRange(accidents, 0, 1);
    }

    [Theory]
    [InlineData("U2FsdGVkX18AAAAA*AAAAA==", ClassicFailure.Malformed)]
    [InlineData("U2FsdGVkX18AAAAAAAAAAA==QUJD", ClassicFailure.Malformed)]
    [InlineData("U2FsdGVkX18AAAAAAAAAA===", ClassicFailure.Malformed)]
    [InlineData("U2FsdGVkX18AAAAAAAAAA", ClassicFailure.Truncated)]
    [InlineData("U2FsdGVkX18AAAAA", ClassicFailure.Truncated)]
    [InlineData("U2FsdGVkX18AAAAAAAAAAA==", ClassicFailure.Truncated)]
    [InlineData("U2FsdGVkX18=", ClassicFailure.Truncated)]
    [InlineData("QUJDREVGR0hJSktMTU5P", ClassicFailure.Malformed)]
    [InlineData("=", ClassicFailure.Malformed)]
    [InlineData("", ClassicFailure.Malformed)]
    [InlineData("Salte", ClassicFailure.Malformed)]
    [InlineData("hello world", ClassicFailure.Malformed)]
    [InlineData("Salted__1234567", ClassicFailure.Truncated)]
    [InlineData("Salted__12345678", ClassicFailure.Truncated)]
    public async Task Decrypt_BrokenFile_SaysWhatAnybodyCanSee(string text, ClassicFailure reason)
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => OpenSslPeer.DecryptAsync(Encoding.ASCII.GetBytes(text), secret, Options));
        Assert.Equal(reason, refused.Reason);
    }

    [Fact]
    public async Task Decrypt_EndlessOtherText_IsGivenUp()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("not, base64\n", 100_000)));
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(() => OpenSslPeer.DecryptAsync(text, secret, Options));
        Assert.Equal(ClassicFailure.Malformed, refused.Reason);
    }

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
