using System.Text;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Terminal;

public sealed class TextOnlyStreamTests
{
    [Theory]
    [InlineData("tab\tline\r\nGrüße 🔒")]
    public void Write_Text_Passes(string text)
    {
        using MemoryStream terminal = new();
        using TextOnlyStream guard = new(terminal);
        guard.Write(Encoding.UTF8.GetBytes(text));
        Assert.Equal(text, Encoding.UTF8.GetString(terminal.ToArray()));
    }

    [Theory]
    [InlineData("\u001b[2J")]
    [InlineData("\0")]
    [InlineData("\u007f")]
    [InlineData("\u009b")]
    public void Write_ControlCharacters_RefusesAll(string text)
    {
        using MemoryStream terminal = new();
        using TextOnlyStream guard = new(terminal);
        CommandException failure = Assert.Throws<CommandException>(() => guard.Write(Encoding.UTF8.GetBytes("before" + text)));
        Assert.Equal(ExitCode.Usage, failure.Code);
        Assert.Equal(0, terminal.Length);
    }
}
