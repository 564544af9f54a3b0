using Locket.Cli.Tests.Harness;
using Locket.Pictures;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>Thumbnails drawn on terminals that answer what they can draw, each in its own way.</summary>
public sealed class PictureShowTests
{
    private const string Question = "\e[c";
    private const string Sixel = "\eP0;1;0q";
    private const string Kitty = "\e_Ga=T";
    private const string HalfBlock = "\e[38;5;";

    private const string Show = "\"$LOCKET\" picture show -k my.key a.png.locket";

    /// <summary>A test is no terminal: on a busy machine it may need long to answer.</summary>
    private static readonly Dictionary<string, string> Patient = new(StringComparer.Ordinal) { ["LOCKET_TERMINAL_WAIT"] = "300000" };

    /// <summary>What the shell reads afterwards is what the program left.</summary>
    private const string ReadOn = "stty -g > after; read -r line; echo \"[$line]\"";

    [Theory]
    [InlineData("\e[6;18;9t\e[?62;4;22c", Sixel)]
    [InlineData("\e[?62;4;22c", Sixel)]
    [InlineData("\e_Gi=31;OK\e\\\e[6;18;9t\e[?62;c", Kitty)]
    [InlineData("\e[?64;1;44c", HalfBlock)]
    public async Task Show_TerminalThatAnswers_DrawsTheBestAndLeavesWhatIsTyped(string answers, string expected)
    {
        using CommandLineHarness harness = new();
        await SealAsync(harness);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(
            harness.Folder, $"stty -g > before; {Show}; {ReadOn}", environment: Patient);
        await terminal.WaitForAsync(Question);
        terminal.Type(answers + "typed\n");
        await terminal.WaitForAsync("[typed]");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal([expected], new[] { Sixel, Kitty, HalfBlock }.Where(way => terminal.Screen.Contains(way, StringComparison.Ordinal)), StringComparer.Ordinal);
        Assert.Equal(harness.Read("before"), harness.Read("after"));

        // Nothing of the answers was echoed.
        Assert.DoesNotContain(";22c", terminal.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("^[", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_TerminalThatNeverAnswers_DrawsByItsVariables()
    {
        using CommandLineHarness harness = new();
        await SealAsync(harness);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(harness.Folder, $"stty -g > before; {Show}; {ReadOn}");
        await terminal.WaitForAsync(Question);
        await terminal.WaitForAsync(HalfBlock);
        terminal.Type("typed\n");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains("[typed]", terminal.Screen, StringComparison.Ordinal);
        Assert.Equal(harness.Read("before"), harness.Read("after"));
    }

    [Fact]
    public async Task Show_EndedWhileItWaits_PutsTheTerminalBack()
    {
        using CommandLineHarness harness = new();
        await SealAsync(harness);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(
            harness.Folder, $"trap : INT; stty -g > before; {Show}; echo \"code $?\"; stty -g > after", environment: Patient);
        await terminal.WaitForAsync(Question);
        terminal.Type("\x03");
        await terminal.WaitForAsync("code 130");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal(harness.Read("before"), harness.Read("after"));
    }

    [Theory]
    [InlineData(Show + " < /dev/null")]
    [InlineData(Show + " | cat")]
    [InlineData("set -m; " + Show + " & wait")]
    [InlineData("NO_COLOR=1 " + Show)]
    [InlineData("TERM=dumb " + Show)]
    [InlineData(Show + " --draw 256")]
    public async Task Show_WithoutATerminalOfItsOwn_AsksNothing(string line)
    {
        using CommandLineHarness harness = new();
        await SealAsync(harness);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(harness.Folder, line);

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains("a.png.locket", terminal.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain(Question, terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_WhileSomebodyTypes_AsksNothingAndLeavesIt()
    {
        using CommandLineHarness harness = new();
        await SealAsync(harness);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(harness.Folder, $"echo ready; read -r go; {Show}; {ReadOn}");
        await terminal.WaitForAsync("ready");
        terminal.Type("go\nearly\n");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains("[early]", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains(HalfBlock, terminal.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain(Question, terminal.Screen, StringComparison.Ordinal);
    }

    private static async Task SealAsync(CommandLineHarness harness)
    {
        Machine.Require("linux");
        Raster picture = new(40, 20);
        picture.Pixels.Fill(200);
        harness.Write("a.png", PngFile.Write(picture));
        PublishedProgram program = await PublishedProgram.GetAsync();
        Assert.Equal(0, (await program.RunAsync(["key", "new", "-o", "my.key"], harness.Folder)).ExitCode);
        CommandResult result = await program.RunAsync(["picture", "seal", "-k", "my.key", "-o", "a.png.locket", "a.png"], harness.Folder);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
