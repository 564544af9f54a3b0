using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Terminal;

public sealed class ShownTests
{
    [Theory]
    [InlineData("plain name.txt", "plain name.txt")]
    [InlineData("Grüße 日本 🔒", "Grüße 日本 🔒")]
    [InlineData("a\nb", "a\\u{a}b")]
    [InlineData("\u001b[2Jx", "\\u{1b}[2Jx")]
    [InlineData("evil\u202Etxt.exe", "evil\\u{202e}txt.exe")]
    [InlineData("line\u2028sep", "line\\u{2028}sep")]
    public void Text_ForeignText_CannotSteerTheTerminal(string text, string expected) => Assert.Equal(expected, Shown.Text(text));

    [Fact]
    public void Text_LoneSurrogate_IsEscaped() => Assert.Equal("x\\u{fffd}", Shown.Text("x\ud800"));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(268_435_456, "256 MiB")]
    [InlineData(long.MaxValue, "8192 PiB")]
    public void Size_Bytes_AreShort(long bytes, string expected) => Assert.Equal(expected, Shown.Size(bytes));
}
