using System.Globalization;
using System.Text;

namespace Locket.Cli.Tests.Cases;

/// <summary>
/// Writes what came into a case, for its author to read and keep or refuse: set LOCKET_ACCEPT_CASES to its name, or to 'all'.
/// </summary>
internal sealed class CaseAcceptance
{
    private const string Variable = "LOCKET_ACCEPT_CASES";

    private readonly CommandCase _case;
    private readonly List<(CaseStep Step, string Text)> _taken = [];

    private CaseAcceptance(CommandCase commandCase)
    {
        _case = commandCase;
    }

    public static CaseAcceptance? For(CommandCase commandCase)
        => Environment.GetEnvironmentVariable(Variable) is { } name
            && (string.Equals(name, "all", StringComparison.Ordinal) || string.Equals(name, commandCase.Name, StringComparison.Ordinal))
            ? new CaseAcceptance(commandCase)
            : null;

    public static string Text(int exitCode, IEnumerable<string> output, IEnumerable<string> error)
    {
        StringBuilder text = new();
        if (exitCode != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  exit {exitCode}\n");
        }

        foreach (string line in output)
        {
            text.Append(CultureInfo.InvariantCulture, $"  out {line}\n");
        }

        foreach (string line in error)
        {
            text.Append(CultureInfo.InvariantCulture, $"  err {line}\n");
        }

        return text.ToString();
    }

    public void Take(CaseStep step, int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> error)
        => _taken.Add((step, Text(exitCode, output, error)));

    public void Write()
    {
        List<string> lines = [.. File.ReadAllText(_case.Path).Split('\n')];
        foreach ((CaseStep step, string text) in Enumerable.Reverse(_taken))
        {
            List<string> kept = [.. lines.Skip(step.Line).Take(step.Run!.LastLine - step.Line).Where(IsGiven)];
            lines.RemoveRange(step.Line, step.Run.LastLine - step.Line);
            lines.InsertRange(step.Line, [.. kept, .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        }

        File.WriteAllText(_case.Path, string.Join('\n', lines));
    }

    private static bool IsGiven(string line)
        => line.TrimStart() is var text
            && (text.StartsWith("input", StringComparison.Ordinal) || text.StartsWith("output-file", StringComparison.Ordinal));
}
