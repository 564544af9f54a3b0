using System.Globalization;
using System.Text;
using Locket.Cli.Errors;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>Everything the command touches of the world around it, so that tests can run it in-process.</summary>
internal sealed class CommandConsole
{
    private const string TerminalWaitVariable = "LOCKET_TERMINAL_WAIT";

    private readonly Lazy<Stream> _input;
    private GivenPaths? _paths;

    /// <param name="openInput">Opens the standard input, which a run without need of it never touches.</param>
    public CommandConsole(Func<Stream> openInput)
    {
        _input = new Lazy<Stream>(openInput);
    }

    public Stream Input => _input.Value;

    /// <summary>Keeps others from reading <see cref="Input"/> while a question is asked on the same terminal.</summary>
    public InputHold InputHold { get; init; } = new();

    public required Stream Output { get; init; }

    /// <summary>Text on the standard output; shares <see cref="Output"/> and is flushed after each write.</summary>
    public required TextWriter OutputText { get; init; }

    public required TextWriter Error { get; init; }

    public bool IsInputTerminal { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    public required Func<string, string?> GetEnvironmentVariable { get; init; }

    public required IPasswordPrompt PasswordPrompt { get; init; }

    /// <summary>
    /// Writes a question to the terminal and returns what it answers, until that is complete; null where there is none to ask.
    /// </summary>
    public Func<string, Func<string, bool>, CancellationToken, string?> AskTerminal { get; init; } = static (_, _, _) => null;

    /// <summary>Where relative paths begin.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>
    /// The program, and what it is called with, that decodes pictures in a process of its own; null for this program itself.
    /// </summary>
    public IReadOnlyList<string>? PictureDecoder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    private GivenPaths Paths => LazyInitializer.EnsureInitialized(ref _paths, () => new GivenPaths(WorkingDirectory));

    /// <summary>The console of this process.</summary>
    /// <param name="stop">Ends a wait for input.</param>
    public static CommandConsole FromProcess(CancellationToken stop)
    {
        Stream output = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new UnixOutputStream(descriptor: 1);
        Stream error = OperatingSystem.IsWindows() ? Console.OpenStandardError() : ErrorStream();
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        InputHold hold = new();
        return new CommandConsole(() => OpenInput(hold, stop))
        {
            InputHold = hold,
            Output = output,
            OutputText = new StreamWriter(output, utf8, leaveOpen: true) { AutoFlush = true, NewLine = "\n" },
            Error = new StreamWriter(error, utf8) { AutoFlush = true },
            IsInputTerminal = !Console.IsInputRedirected,
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            GetEnvironmentVariable = Environment.GetEnvironmentVariable,
            PasswordPrompt = TerminalPasswordPrompt.ForThisPlatform(),
            AskTerminal = OperatingSystem.IsWindows()
                ? static (_, _, _) => null
                : static (question, isComplete, cancellationToken)
                    => UnixTerminalQuestion.Ask(question, isComplete, TerminalPatience(), TimeProvider.System, cancellationToken),
            WorkingDirectory = Environment.CurrentDirectory,
        };
    }

    /// <summary>How long a terminal may take to answer; what is no number of milliseconds says nothing.</summary>
    private static TimeSpan TerminalPatience()
    {
        string? given = Environment.GetEnvironmentVariable(TerminalWaitVariable);
        return uint.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out uint wait)
            ? TimeSpan.FromMilliseconds(wait)
            : UnixTerminalQuestion.UsualPatience;
    }

    /// <summary>On Unix not through <see cref="Console"/>, which would send the terminal its initialization sequence.</summary>
    private static Stream OpenInput(InputHold hold, CancellationToken stop)
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardInput();
        }

        if (!UnixDescriptor.IsInherited(0))
        {
            throw new CommandException(
                ExitCode.InputUnreadable,
                "it was closed before locket started",
                "name a file, or send the data through a pipe",
                "standard input");
        }

        FileStream input = new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        return input.CanSeek ? input : new UnixInputStream(input, hold, stop);
    }

    /// <summary>A closed error output takes everything: there is nobody to tell.</summary>
    private static Stream ErrorStream() => UnixDescriptor.IsInherited(2) ? new UnixOutputStream(descriptor: 2) : Stream.Null;

    public string FullPath(string path)
    {
        string full = Path.GetFullPath(path, WorkingDirectory);
        Paths.Add(path, full);
        return full;
    }

    /// <summary>A message with its paths as the person gave them.</summary>
    public string AsGiven(string message) => Paths.Restore(message);
}
