using System.Globalization;
using Locket.Cli.Chat.Text;
using Xunit;

namespace Locket.Cli.Tests.Chat.Text;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("hello", 5, "hello")]
    [InlineData("hello", 4, "hel…")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("hello", 1, "…")]
    [InlineData("hello", 0, "")]
    public void Cut_TooWide_EndsInAnEllipsis(string text, int width, string expected) => Assert.Equal(expected, CellText.Cut(text, width));

    [Theory]
    [InlineData("", 5, "")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 8, "one two|three")]
    [InlineData("abcdefgh", 3, "abc|def|gh")]
    [InlineData("日本語", 3, "日|本|語")]
    [InlineData("a  b", 2, "a |b")]
    [InlineData(" leading", 4, " lea|ding")]
    public void Wrap_Texts_BreaksAtSpacesWhereItCan(string text, int width, string expected)
        => Assert.Equal(expected, string.Join('|', CellText.Wrap(text, width)));

    [Fact]
    public void Wrap_AnyText_KeepsEveryCharacterAndTheWidth()
    {
        Random random = new(7);
        string[] alphabet = ["a", "b", " ", "é", "e\u0301", "日", "😀", "👨\u200D👩", "\u0301"];
        for (int run = 0; run < 2_000; run++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            int width = random.Next(2, 12);
            string[] lines = [.. CellText.Wrap(text, width)];
            Assert.All(lines, line => Assert.InRange(CellWidth.Of(line), 0, width));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
            Assert.Equal(
                new StringInfo(text.Replace(" ", "", StringComparison.Ordinal)).LengthInTextElements > 0,
                lines.Any(line => line.Trim(' ').Length > 0));
        }
    }
}
