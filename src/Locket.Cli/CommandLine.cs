using System.CommandLine;
using System.CommandLine.Parsing;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Terminal;

namespace Locket.Cli;

/// <summary>The command as a function of its arguments and its console.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit status, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CommandConsole console, CancellationToken cancellationToken = default)
    {
        Reporter reporter = new(console);
        try
        {
            // '@name' is a file name like any other here, not a list of arguments.
            ParserConfiguration parser = new() { ResponseFileTokenReplacer = null };
            ParseResult parsed = Build(console, args is [string first, ..] ? first : null).Parse(args, parser);
            if (parsed.Action is not HelpAction)
            {
                // Before the parser's own errors: of a mistyped option it takes the name for an argument, and blames the argument.
                StrayOptions.Refuse(args, parsed);
                if (parsed.Errors.Count > 0)
                {
                    return reporter.UsageError(parsed);
                }
            }

            InvocationConfiguration invocation = new()
            {
                Output = console.OutputText,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
#pragma warning disable CA1031 // the last catch of the program: every failure becomes a line and an exit code, never a stack trace
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return (int)Report(reporter, failure, cancellationToken.IsCancellationRequested);
        }
    }

    /// <summary>Where nothing can be written any more, as on a terminal that was closed, the exit code alone tells.</summary>
    private static ExitCode Report(Reporter reporter, Exception failure, bool isStopped)
    {
        try
        {
            return reporter.Report(null, failure);
        }
        catch (IOException)
        {
            return isStopped ? ExitCode.Interrupted : ErrorTable.Explain(failure).Code;
        }
    }

    /// <summary>The command tree; made anew for each run, so that runs share nothing.</summary>
    /// <param name="console">Where the commands read and write.</param>
    /// <param name="chosen">The first argument. If it names a command, the others are left out, since making them takes longer than a small
    /// file.</param>
    public static RootCommand Build(CommandConsole console, string? chosen = null)
    {
        GlobalOptions global = new();
        RootCommand root = new("Keep files private with nothing but a password or a key.");
        root.Options.Clear();
        root.Directives.Clear();
        root.Add(new HelpOption());
        root.Add(new ShowVersionOption(console));
        root.Add(global.Quiet);
        root.Add(global.Verbose);
        root.Add(global.NoProgress);
        switch (chosen)
        {
            case "encrypt":
                root.Add(EncryptCommand.Create(console, global));
                break;
            case "decrypt":
                root.Add(DecryptCommand.Create(console, global));
                break;
            case "view":
                root.Add(ViewCommand.Create(console, global));
                break;
            case "inspect":
                root.Add(InspectCommand.Create(console, global));
                break;
            case "picture":
                root.Add(PictureCommand.Create(console, global));
                break;
            case "chat":
                root.Add(ChatCommand.Create(console, global));
                break;
            default:
                AddAll(root, console, global);
                break;
        }

        root.SetAction(parsed => HelpWriter.Write(parsed.CommandResult.Command, console.OutputText));
        return root;
    }

    private static void AddAll(RootCommand root, CommandConsole console, GlobalOptions global)
    {
        root.Add(EncryptCommand.Create(console, global));
        root.Add(DecryptCommand.Create(console, global));
        root.Add(InspectCommand.Create(console, global));
        root.Add(ViewCommand.Create(console, global));
        root.Add(PictureCommand.Create(console, global));
        root.Add(PasswordCommand.Create(console, global));
        root.Add(KeyCommand.Create(console, global));
        root.Add(BenchCommand.Create(console, global));
        root.Add(AdoptCommand.Create(console, global));
        root.Add(ChatCommand.Create(console, global));
        root.Add(ClassicCommand.Create(console, global));
        root.Add(ExplainCommand.Create(console, global));
        root.Add(CompletionCommand.Create(console));
        root.Add(HelpCommand.Create(console));
    }
}
