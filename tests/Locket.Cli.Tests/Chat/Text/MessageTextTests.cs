using Locket.Cli.Chat.Text;
using Xunit;

namespace Locket.Cli.Tests.Chat.Text;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("a\tb", "a    b")]
    [InlineData("one\ntwo", "one|two")]
    [InlineData("\e[2J", "\\u{1b}[2J")]
    [InlineData("\u202Eevil", "\\u{202e}evil")]
    [InlineData("a\u200Db", "a\\u{200d}b")]
    [InlineData("👨\u200D👩", "👨\u200D👩")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("\u200D", "\\u{200d}")]
    [InlineData("line\u2028end", "line\\u{2028}end")]
    [InlineData("\r", "\\u{d}")]
    [InlineData("\u009B1m", "\\u{9b}1m")]
    public void Lines_ForeignText_IsMadeHarmless(string text, string expected)
        => Assert.Equal(expected, string.Join('|', MessageText.Lines(text)));

    [Fact]
    public void Lines_PiledUpMarks_AreShownAsNumbers()
    {
        string shown = MessageText.Lines("a" + new string('\u0301', 50))[0];
        Assert.StartsWith("a" + new string('\u0301', 8) + "\\u{301}", shown, StringComparison.Ordinal);
    }
}
