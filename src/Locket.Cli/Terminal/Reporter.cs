using System.CommandLine;
using System.CommandLine.Parsing;
using Locket.Cli.Errors;

namespace Locket.Cli.Terminal;

/// <summary>Says on the error output what happened, to which file, and what to do next.</summary>
internal sealed class Reporter
{
    private const string Red = "\e[1;31m";
    private const string Dim = "\e[2m";
    private const string Plain = "\e[0m";

    private readonly CommandConsole _console;
    private readonly bool _colored;
    private readonly bool _quiet;
    private readonly bool _verbose;

    /// <summary>What was advised already of the files of a batch.</summary>
    private readonly HashSet<string> _hints = new(StringComparer.Ordinal);

    public Reporter(CommandConsole console, bool quiet = false, bool verbose = false)
    {
        _console = console;
        _colored = UsesColor(console);
        _quiet = quiet;
        _verbose = verbose;
    }

    /// <summary>Whether the error output is a terminal that may be colored (NO_COLOR, TERM=dumb).</summary>
    public static bool UsesColor(CommandConsole console)
        => console.IsErrorTerminal
            && string.IsNullOrEmpty(console.GetEnvironmentVariable("NO_COLOR"))
            && !string.Equals(console.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);

    /// <summary>Whether remarks are left out.</summary>
    public bool IsQuiet => _quiet;

    /// <summary>Reports a failure.</summary>
    /// <param name="subject">The file, as the person named it; <c>-</c> is the standard input.</param>
    /// <param name="failure">What happened.</param>
    /// <param name="isOfMany">Whether it is one of many failures of a run, for which the same advice is given once.</param>
    /// <returns>The exit status it stands for.</returns>
    public ExitCode Report(string? subject, Exception failure, bool isOfMany = false)
    {
        Problem problem = ErrorTable.Explain(failure);
        if (problem.Code == ExitCode.PipeClosed)
        {
            // Whoever stops reading knows it; 'locket decrypt -o - film.locket | head' is no failure to tell of.
            return problem.Code;
        }

        bool isNews = !isOfMany || problem.Hint is null || _hints.Add(problem.Hint);
        Error(problem.Subject ?? subject, _console.AsGiven(problem.Message), isNews ? problem.Hint : null);
        return problem.Code;
    }

    public int UsageError(ParseResult parsed)
    {
        // A list of allowed values comes on lines of its own.
        string[] lines = parsed.Errors[0].Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string message = (lines.Length == 1 ? lines[0] : $"{lines[0]} {string.Join(", ", lines[1..])}").TrimEnd('.', ' ');
        message = char.ToLowerInvariant(message[0]) + message[1..];
        List<string> path = [];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult result; at = at.Parent)
        {
            path.Insert(0, result.Command is RootCommand ? "locket" : result.Command.Name);
        }

        Error(null, message, $"see '{string.Join(' ', path)} --help'");
        return (int)ExitCode.Usage;
    }

    /// <summary>A remark that the person can do without; not shown with <c>--quiet</c>.</summary>
    public void Note(string text, string? hint = null)
    {
        if (!_quiet)
        {
            _console.Error.WriteLine($"locket: {text}");
            if (hint is not null)
            {
                _console.Error.WriteLine($"{Paint("hint:", Dim)} {hint}");
            }
        }
    }

    /// <summary>What went wrong in a dialogue on the terminal, where the question is repeated.</summary>
    public void Remark(string text, bool again) => _console.Error.WriteLine($"locket: {text}{(again ? "; try again" : string.Empty)}");

    /// <summary>What became of a file: shown to a person who watches, or to whoever asked with <c>--verbose</c>.</summary>
    public void Done(string source, string result)
    {
        if (_verbose || (_console.IsErrorTerminal && !_quiet))
        {
            string name = string.Equals(source, "-", StringComparison.Ordinal) ? "standard input" : Shown.Text(source);
            _console.Error.WriteLine($"{name} -> {Shown.Text(result)}");
        }
    }

    private void Error(string? subject, string message, string? hint)
    {
        string name = subject switch
        {
            null => string.Empty,
            "-" => "standard input: ",
            _ => $"{Shown.Text(subject)}: ",
        };
        _console.Error.WriteLine($"{Paint("locket:", Red)} {name}{Shown.Text(message)}");
        if (hint is not null)
        {
            _console.Error.WriteLine($"{Paint("hint:", Dim)} {Shown.Text(hint)}");
        }
    }

    private string Paint(string text, string color) => _colored ? color + text + Plain : text;
}
