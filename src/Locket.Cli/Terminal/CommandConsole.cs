using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>Everything the command touches of the world around it, so that tests can run it in-process.</summary>
internal sealed class CommandConsole
{
    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    /// <summary>Text on the standard output; shares <see cref="Output"/> and is flushed after each write.</summary>
    public required TextWriter OutputText { get; init; }

    public required TextWriter Error { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    public required Func<string, string?> GetEnvironmentVariable { get; init; }

    public required IPasswordPrompt PasswordPrompt { get; init; }

    /// <summary>Where relative paths begin.</summary>
    public required string WorkingDirectory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The console of this process.</summary>
    public static CommandConsole FromProcess()
    {
        Stream output = StandardOutput.Open();
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        return new CommandConsole
        {
            Input = Console.OpenStandardInput(),
            Output = output,
            OutputText = new StreamWriter(output, utf8, leaveOpen: true) { AutoFlush = true, NewLine = "\n" },
            Error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            GetEnvironmentVariable = Environment.GetEnvironmentVariable,
            PasswordPrompt = TerminalPasswordPrompt.ForThisPlatform(),
            WorkingDirectory = Environment.CurrentDirectory,
        };
    }

    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
