using System.Globalization;

namespace Locket.Cli.Tests.Cases;

/// <summary>Reads the small language of the cases, which tests/testdata/cli/cases/README.md explains.</summary>
internal static class CaseParser
{
    private const string RunVerb = "run";
    private const string LeftVerb = "left";

    public static CommandCase Parse(string path, string text)
    {
        CaseWhere where = CaseWhere.InProcess;
        List<string> needs = [];
        List<CaseStep> steps = [];
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == ' ')
            {
                AddToRun(steps, line.TrimStart(' '), i + 1);
                continue;
            }

            IReadOnlyList<string> words = CaseWords.Split(line, i + 1);
            switch (words[0])
            {
                case "binary":
                    where = words is [_, "only"] ? CaseWhere.Binary : CaseWhere.Both;
                    break;
                case "needs":
                    needs.AddRange(words.Skip(1));
                    break;
                default:
                    CaseRun? run = string.Equals(words[0], RunVerb, StringComparison.Ordinal) ? new CaseRun { LastLine = i + 1 } : null;
                    steps.Add(new CaseStep(i + 1, words[0], [.. words.Skip(1)], run));
                    break;
            }
        }

        Check(steps);
        return new CommandCase(Path.GetFileNameWithoutExtension(path), path, where, needs, steps);
    }

    private static void AddToRun(List<CaseStep> steps, string line, int number)
    {
        CaseRun run = (steps.Count > 0 ? steps[^1].Run : null)
            ?? throw new FormatException($"line {number}: no run stands before this line");
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        string verb = space < 0 ? line : line[..space];
        string rest = space < 0 ? string.Empty : line[(space + 1)..];
        switch (verb)
        {
            case "out":
                run.OutputLines.Add(rest);
                break;
            case "err":
                run.ErrorLines.Add(rest);
                break;
            case "exit":
                run.ExitCode = int.Parse(rest, CultureInfo.InvariantCulture);
                break;
            case "input":
                run.Input = CaseWords.Split(rest, number).Single();
                break;
            case "input-file":
                run.InputFile = CaseWords.Split(rest, number).Single();
                break;
            case "output-file":
                run.OutputFile = CaseWords.Split(rest, number).Single();
                break;
            default:
                throw new FormatException($"line {number}: '{verb}' is not known below a run");
        }

        run.LastLine = number;
    }

    private static void Check(List<CaseStep> steps)
    {
        if (!steps.Exists(step => step.Run is not null))
        {
            throw new FormatException("the case runs nothing");
        }

        if (steps.Count(step => string.Equals(step.Verb, LeftVerb, StringComparison.Ordinal)) != 1
            || !string.Equals(steps[^1].Verb, LeftVerb, StringComparison.Ordinal))
        {
            throw new FormatException("the last line says with 'left' which files are left");
        }
    }
}
