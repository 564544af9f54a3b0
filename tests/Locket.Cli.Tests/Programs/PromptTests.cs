using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>Passwords typed on a terminal.</summary>
public sealed class PromptTests
{
    private const string Secret = "correct horse battery staple";
    private const string Cheap = "--kdf-memory 8KiB --kdf-passes 1 --kdf-lanes 1";

    [Fact]
    public async Task Encrypt_OnTerminal_AsksTwiceWithoutShowing()
    {
        using CommandLineHarness harness = new();
        harness.Write("note", "hello\n");
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(harness.Folder, $"exec \"$LOCKET\" encrypt {Cheap} note");
        await terminal.WaitForAsync("new password: ");
        terminal.Type(Secret + "\n");
        await terminal.WaitForAsync("the same again: ");
        terminal.Type(Secret + "\n");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.DoesNotContain("horse", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("note -> note.locket", terminal.Screen, StringComparison.Ordinal);
        await OpensAsync(harness, "note.locket");
    }

    [Fact]
    public async Task Encrypt_Mismatch_AsksAgain()
    {
        using CommandLineHarness harness = new();
        harness.Write("note", "hello\n");
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(harness.Folder, $"exec \"$LOCKET\" encrypt {Cheap} note");
        foreach (string second in (string[])["something else", Secret])
        {
            await terminal.WaitForAsync("new password: ");
            terminal.Type(Secret + "\n");
            await terminal.WaitForAsync("the same again: ");
            terminal.Type(second + "\n");
        }

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains("the two passwords differ; try again", terminal.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", terminal.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("something", terminal.Screen, StringComparison.Ordinal);
        await OpensAsync(harness, "note.locket");
    }

    [Fact]
    public async Task Decrypt_DataThroughPipe_AsksOnTheTerminal()
    {
        using CommandLineHarness harness = new();
        harness.Write("note", "hello\n");
        harness.Write("pw", Secret);
        await harness.RunAsync(["encrypt", .. Cheap.Split(' '), "--password-file", "pw", "note"]);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(
            harness.Folder, "cat | \"$LOCKET\" decrypt > back", isInputPiped: true);
        await terminal.Input.WriteAsync(harness.Read("note.locket"), TestContext.Current.CancellationToken);
        terminal.Input.Close();
        await terminal.WaitForAsync("password for the standard input: ");
        terminal.Type("not this one\n");
        await terminal.WaitForAsync("try again");
        await terminal.WaitForAsync("password for the standard input: ");
        terminal.Type(Secret + "\n");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal("hello\n"u8, harness.Read("back"));
        Assert.DoesNotContain("horse", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_ControlC_EndsAndTurnsTheEchoOnAgain()
    {
        using CommandLineHarness harness = new();
        harness.Write("note", "hello\n");
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(
            harness.Folder, $"trap : INT; \"$LOCKET\" encrypt {Cheap} note; echo code $?; stty -a");
        await terminal.WaitForAsync("new password: ");
        terminal.Type("fragment\u0003");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains("code 130", terminal.Screen, StringComparison.Ordinal);
        Assert.Matches(@"[^-]\becho\b", terminal.Screen);
        Assert.DoesNotContain("fragment", terminal.Screen, StringComparison.Ordinal);
        Assert.Equal(["note"], harness.Tree());
    }

    private static async Task OpensAsync(CommandLineHarness harness, string file)
    {
        harness.Write("pw", Secret);
        CommandResult result = await harness.RunAsync("decrypt", "--password-file", "pw", file, "-o", "-");
        Assert.Equal((0, "hello\n", string.Empty), (result.ExitCode, result.OutputText, result.Error));
    }
}
