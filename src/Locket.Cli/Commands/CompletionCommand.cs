using System.CommandLine;
using Locket.Cli.Completion;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket completion</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandConsole console)
    {
        Argument<string?> shell = new("shell")
        {
            HelpName = "bash|zsh|fish|powershell",
            Description = "The shell to print a script for",
            CustomParser = result => OptionParsers.Choice(result, "bash", "zsh", "fish", "powershell"),
        };
        LocketCommand command = new("completion", "Print a script that completes commands, options and files in your shell.")
        {
            Examples =
            [
                ("locket completion bash > ~/.local/share/bash-completion/completions/locket", "for bash"),
                ("locket completion zsh > ~/.zfunc/_locket", "for zsh, where ~/.zfunc is in $fpath"),
                ("locket completion fish > ~/.config/fish/completions/locket.fish", "for fish"),
                ("locket completion powershell | Out-String | Invoke-Expression", "for PowerShell; put the line into $PROFILE"),
            ],
        };
        command.Add(shell);
        command.SetAction(parsed =>
        {
            IReadOnlyList<CompletionNode> nodes = CompletionNode.From(parsed.RootCommandResult.Command);
            console.OutputText.Write(parsed.GetRequiredValue(shell) switch
            {
                "bash" => BashCompletion.Script(nodes),
                "zsh" => ZshCompletion.Script(nodes),
                "fish" => FishCompletion.Script(nodes),
                _ => PowerShellCompletion.Script(nodes),
            });
            return (int)ExitCode.Success;
        });
        return command;
    }
}
