using Xunit;

namespace Locket.Pictures.Tests.Showing;

/// <summary>Which way of drawing a terminal gets.</summary>
public sealed class TerminalChoiceTests
{
    [Theory]
    [InlineData("TERM=xterm-256color", TerminalDrawing.Colors256)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", TerminalDrawing.TrueColor)]
    [InlineData("TERM=xterm-direct", TerminalDrawing.TrueColor)]
    [InlineData("TERM=xterm-kitty", TerminalDrawing.Kitty)]
    [InlineData("TERM=xterm-256color TERM_PROGRAM=WezTerm", TerminalDrawing.Kitty)]
    [InlineData("TERM=tmux-256color KITTY_WINDOW_ID=1", TerminalDrawing.Colors256)]
    [InlineData("TERM=foot", TerminalDrawing.Sixel)]
    [InlineData("TERM=xterm-kitty NO_COLOR=1", TerminalDrawing.Characters)]
    [InlineData("TERM=xterm-kitty NO_COLOR=", TerminalDrawing.Kitty)]
    [InlineData("TERM=dumb", TerminalDrawing.Characters)]
    [InlineData("TERM=vt100", TerminalDrawing.Characters)]
    [InlineData("COLORTERM=truecolor", TerminalDrawing.Characters)]
    public void Choose_WithoutAnswers_GoesByTheEnvironment(string variables, TerminalDrawing expected)
        => Assert.Equal(expected, TerminalPicture.Choose(Lookup(variables), null));

    [Theory]
    [InlineData("TERM=xterm-256color", "\e_Gi=31;OK\e\\\e[6;18;9t\e[?62;4;22c", TerminalDrawing.Kitty)]
    [InlineData("TERM=xterm-256color", "\e[?62;4;22c", TerminalDrawing.Sixel)]
    [InlineData("TERM=tmux-256color", "\e[?1;2;4c", TerminalDrawing.Sixel)]
    [InlineData("TERM=xterm-kitty", "\e[?62;22c", TerminalDrawing.Colors256)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", "\e[?64;1;44c", TerminalDrawing.TrueColor)]
    [InlineData("TERM=xterm-256color NO_COLOR=1", "\e_Gi=31;OK\e\\\e[?62;4c", TerminalDrawing.Characters)]
    [InlineData("TERM=xterm-256color", "\e_Gi=31;ENOTSUP\e\\\e[?4;62c", TerminalDrawing.Colors256)]
    [InlineData("TERM=xterm-256color", "nonsense", TerminalDrawing.Colors256)]
    public void Choose_WithAnswers_BelievesTheTerminal(string variables, string answers, TerminalDrawing expected)
        => Assert.Equal(expected, TerminalPicture.Choose(Lookup(variables), TerminalAnswers.Parse(answers)));

    [Theory]
    [InlineData("\e[6;18;9t\e[?62c", 9, 18)]
    [InlineData("\e[6;0;9t", 0, 0)]
    [InlineData("\e[6;100000;9t", 0, 0)]
    [InlineData("\e[6;18", 0, 0)]
    [InlineData("\e[6;18;9;3t", 0, 0)]
    [InlineData("\e[6;-18;9t", 0, 0)]
    [InlineData("", 0, 0)]
    public void Parse_SizeOfACharacter_IsTakenOnlyWhenSound(string answers, int width, int height)
    {
        TerminalAnswers parsed = TerminalAnswers.Parse(answers);
        Assert.Equal((width, height), (parsed.CellWidth, parsed.CellHeight));
    }

    [Theory]
    [InlineData("TERM=xterm-256color", TerminalAnswers.Query)]
    [InlineData("TERM=xterm-kitty", TerminalAnswers.Query)]
    [InlineData("TERM=screen-256color", "\e[16t\e[c")]
    [InlineData("TERM=tmux-256color", "\e[16t\e[c")]
    [InlineData("TERM=xterm-256color TMUX=/tmp/tmux-0/default", "\e[16t\e[c")]
    [InlineData("TERM=xterm-256color STY=4711.pts", "\e[16t\e[c")]
    [InlineData("TERM=linux", null)]
    [InlineData("TERM=dumb", null)]
    [InlineData("TERM=", null)]
    [InlineData("COLORTERM=truecolor", null)]
    [InlineData("TERM=xterm-256color NO_COLOR=1", null)]
    public void QueryFor_ATerminal_AsksOnlyWhatItUnderstands(string variables, string? expected)
        => Assert.Equal(expected, TerminalAnswers.QueryFor(Lookup(variables)));

    [Theory]
    [InlineData("\e[?62;4;22c", true)]
    [InlineData("\e_Gi=31;OK\e\\\e[6;18;9t\e[?6c", true)]
    [InlineData("typed\e[?1;2c", true)]
    [InlineData("\e[?62;4;22", false)]
    [InlineData("\e[?62;4;22ctyped", false)]
    [InlineData("\e[?62\e[c", false)]
    [InlineData("\e[?c", true)]
    [InlineData("\e[?", false)]
    [InlineData("\e[6;18;9t", false)]
    [InlineData("abc", false)]
    [InlineData("", false)]
    public void AreComplete_WithTheDeviceAttributes_IsTrue(string answers, bool expected)
        => Assert.Equal(expected, TerminalAnswers.AreComplete(answers));

    private static Func<string, string?> Lookup(string variables)
    {
        Dictionary<string, string> values = variables.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return name => values.GetValueOrDefault(name);
    }
}
