using System.CommandLine;
using System.Diagnostics;
using Locket.Cli.Completion;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Completion;

public sealed class CompletionScriptTests
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "powershell"];

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Script_EveryCommandAndOption_IsInIt(string shell)
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync("completion", shell);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        RootCommand root = CommandLine.Build(CommandLineHarness.EmptyConsole());
        IReadOnlyList<CompletionNode> nodes = CompletionNode.From(root);
        Assert.Contains(nodes, node => string.Equals(node.PathText, "locket key new", StringComparison.Ordinal));
        Assert.All(nodes.SelectMany(node => node.Options), option
            => Assert.All(option.Names, name => Assert.Contains(Spelled(name, shell), result.OutputText, StringComparison.Ordinal)));
        Assert.All(
            nodes.SelectMany(node => node.Commands), command => Assert.Contains(command.Name, result.OutputText, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Completion_UnknownShell_IsAUsageError()
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync("completion", "tcsh");
        Assert.Equal(2, result.ExitCode);
        Assert.All(Shells, shell => Assert.Contains(shell, result.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("locket enc", "encrypt")]
    [InlineData("locket encrypt --kdf-m", "--kdf-memory")]
    [InlineData("locket encrypt --kdf ", "argon2id pbkdf2-sha256")]
    [InlineData("locket encrypt --output x --arm", "--armor")]
    [InlineData("locket key n", "new")]
    [InlineData("locket key new --out", "--output")]
    [InlineData("locket completion z", "zsh")]
    [InlineData("locket explain gcm", "gcm-image")]
    [InlineData("locket encrypt report", "")]
    public async Task BashScript_InBash_Completes(string line, string expected)
    {
        const string Driver = "source \"$1\"; complete -p locket >/dev/null || exit 9; "
            + "COMP_WORDS=(${2}); [[ $2 == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _locket; echo "
                + "\"${COMPREPLY[*]}\"";
        Assert.Equal(expected, (await RunAsync("bash", "bash", ["--norc", "-c", Driver, "bash", "SCRIPT", line])).Trim());
    }

    [Theory]
    [InlineData("locket enc", "encrypt")]
    [InlineData("locket encrypt --kdf-m", "--kdf-memory")]
    [InlineData("locket encrypt --kdf ", "argon2id pbkdf2-sha256")]
    [InlineData("locket key ", "new")]
    [InlineData("locket completion z", "zsh")]
    [InlineData("locket explain gcm", "gcm-image")]
    public async Task FishScript_InFish_Completes(string line, string expected)
    {
        string output = await RunAsync("fish", "fish", ["--no-config", "-c", "source $argv[1]; complete -C $argv[2]", "SCRIPT", line]);
        Assert.Equal(
            expected, string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('\t')[0])));
    }

    [Fact]
    public async Task ZshScript_InZsh_Defines()
    {
        string output = await RunAsync("zsh", "zsh", ["-f", "-c", "autoload -Uz compinit; compinit -u -D; source $1; print -r "
            + "-- $_comps[locket]; functions _locket_key_new >/dev/null && print defined", "zsh", "SCRIPT"]);
        Assert.Equal("_locket\ndefined\n", output);
    }

    private static string Spelled(string name, string shell) => (shell, name.StartsWith("--", StringComparison.Ordinal)) switch
    {
        ("fish", true) => $"-l {name[2..]} ",
        ("fish", false) => $"-s {name[1..]} ",
        _ => name,
    };

    private static async Task<string> RunAsync(string shell, string program, string[] arguments)
    {
        using CommandLineHarness harness = new();
        CommandResult script = await harness.RunAsync("completion", shell);
        string file = harness.Write("script", script.Output);
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(string.Equals(argument, "SCRIPT", StringComparison.Ordinal) ? file : argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception) when (
            !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal))
        {
            Assert.Skip($"{program} is not installed");
            throw;
        }

        using (process)
        {
            CancellationToken cancellationToken = TestContext.Current.CancellationToken;
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            Assert.Equal((0, string.Empty), (process.ExitCode, await error));
            return output;
        }
    }
}
