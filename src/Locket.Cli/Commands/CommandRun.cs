using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary>What every command has at hand while it runs.</summary>
internal sealed class CommandRun
{
    public CommandRun(CommandConsole console, GlobalOptions global, ParseResult parsed)
    {
        Console = console;
        IsVerbose = parsed.GetValue(global.Verbose);
        Reporter = new Reporter(console, parsed.GetValue(global.Quiet), parsed.GetValue(global.Verbose));
        bool shown = console.IsErrorTerminal && !parsed.GetValue(global.Quiet) && !parsed.GetValue(global.NoProgress);
        Progress = new ProgressMeter(console, shown);
    }

    public CommandConsole Console { get; }

    private bool IsVerbose { get; }

    public Reporter Reporter { get; }

    public ProgressMeter Progress { get; }

    /// <summary>The first failure among several files decides the exit status.</summary>
    public ExitCode Code { get; private set; }

    /// <summary>A failure as programs read it.</summary>
    /// <param name="subject">The file, as the person named it.</param>
    /// <param name="failure">What happened to it.</param>
    public ErrorJson Answer(string subject, Exception failure)
    {
        Problem problem = ErrorTable.Explain(failure);
        return new ErrorJson(subject, problem.Reason, Console.AsGiven(problem.Message), (int)problem.Code);
    }

    /// <summary>Reports a failure, and goes on unless the whole run was stopped.</summary>
    public async Task FailAsync(string? subject, Exception failure)
    {
        await Progress.HideAsync();
        ExitCode code = Reporter.Report(subject, failure, isOfMany: true);
        Note(code);
    }

    /// <summary>
    /// What became of one of very many files: told to whoever asked with <c>--verbose</c>, and not to everyone who watches.
    /// </summary>
    public async Task DoneOfManyAsync(string source, string result)
    {
        if (IsVerbose)
        {
            await Progress.HideAsync();
            Reporter.Done(source, result);
        }
    }

    public void Note(ExitCode code)
    {
        if (Code == ExitCode.Success)
        {
            Code = code;
        }
    }
}
