using System.CommandLine;
using System.CommandLine.Parsing;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Help;

/// <summary>Writes help: what the command is for, how it is called, its options in groups, examples.</summary>
internal static class HelpWriter
{
    private const int Width = 80;
    private const int Indent = 2;
    private const int WidestFirstColumn = 32;

    public static int Write(Command command, TextWriter output)
    {
        foreach (string line in WrappedText.Lines(command.Description ?? string.Empty, Width))
        {
            output.WriteLine(line);
        }

        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine($"  {UsageOf(command)}");
        WriteSubcommands(command, output);
        WriteOptions(command, output);
        WriteRemarks(command, output);
        WriteExamples(command, output);
        if (command is RootCommand)
        {
            output.WriteLine();
            WriteExitCodes(output);
        }

        return (int)ExitCode.Success;
    }

    public static int WriteExitCodes(TextWriter output)
    {
        output.WriteLine("Exit codes:");
        WriteRows([.. ExitCodeTexts.All.Select(
            row => (((int)row.Code).ToString(System.Globalization.CultureInfo.InvariantCulture), row.Meaning))], output);
        return (int)ExitCode.Success;
    }

    /// <summary>The option as it is typed: <c>-o, --output FILE</c>.</summary>
    public static string NameOf(Option option)
    {
        IEnumerable<string> names = option.Aliases.Append(option.Name).OrderBy(name => name.Length);
        string value = option.Arity.MaximumNumberOfValues == 0 ? string.Empty : " " + ValueNameOf(option);
        return string.Join(", ", names) + value;
    }

    public static string ValueNameOf(Option option) => option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();

    private static string UsageOf(Command command)
    {
        List<string> words = [];
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            words.Insert(0, at is RootCommand ? "locket" : at.Name);
        }

        if (command.Subcommands.Count > 0)
        {
            words.Add("COMMAND");
        }

        if (command.Options.Any(option => !option.Hidden))
        {
            words.Add("[OPTION]...");
        }

        words.AddRange((command as LocketCommand)?.Needed.Select(
            option => $"{option.Aliases.Append(option.Name).MinBy(name => name.Length)} {ValueNameOf(option)}") ?? []);
        foreach (Argument argument in command.Arguments)
        {
            string name = argument.HelpName ?? argument.Name.ToUpperInvariant();
            words.Add(argument.Arity switch
            {
                { MinimumNumberOfValues: 0, MaximumNumberOfValues: 1 } => $"[{name}]",
                { MinimumNumberOfValues: 0 } => $"[{name}]...",
                { MaximumNumberOfValues: 1 } => name,
                _ => $"{name}...",
            });
        }

        return string.Join(' ', words);
    }

    private static void WriteSubcommands(Command command, TextWriter output)
    {
        if (command.Subcommands.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Commands:");
            WriteRows([.. command.Subcommands.Select(sub => (sub.Name, sub.Description ?? string.Empty))], output);
        }
    }

    private static void WriteOptions(Command command, TextWriter output)
    {
        HashSet<Option> grouped = [];
        foreach ((string title, IReadOnlyList<Option> options) in (command as LocketCommand)?.Groups ?? [])
        {
            output.WriteLine();
            output.WriteLine($"{title}:");
            WriteRows([.. options.Select(option => (NameOf(option), option.Description ?? string.Empty))], output);
            grouped.UnionWith(options);
        }

        IEnumerable<Option> inherited = command.Parents.OfType<Command>().SelectMany(Ancestors).SelectMany(at => at.Options)
            .Where(option => option.Recursive);
        (string, string)[] rest =
        [
            .. command.Options.Concat(inherited).Where(option => !option.Hidden && !grouped.Contains(option))
                .Select(option => (NameOf(option), option.Description ?? string.Empty)),
        ];
        output.WriteLine();
        output.WriteLine(grouped.Count > 0 ? "Everywhere:" : "Options:");
        WriteRows(rest, output);
    }

    private static IEnumerable<Command> Ancestors(Command command)
        => command.Parents.OfType<Command>().SelectMany(Ancestors).Prepend(command);

    private static void WriteRemarks(Command command, TextWriter output)
    {
        foreach (string remark in (command as LocketCommand)?.Remarks ?? [])
        {
            output.WriteLine();
            foreach (string line in WrappedText.Lines(remark, Width))
            {
                output.WriteLine(line);
            }
        }
    }

    private static void WriteExamples(Command command, TextWriter output)
    {
        IReadOnlyList<(string Line, string Meaning)> examples = command is RootCommand
            ? ExampleTexts.Root
            : (command as LocketCommand)?.Examples ?? [];
        if (examples.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Examples:");
            foreach ((string line, string meaning) in examples)
            {
                output.WriteLine($"  {line}");
                output.WriteLine($"      {meaning}");
            }
        }
    }

    private static void WriteRows(IReadOnlyList<(string Name, string Text)> rows, TextWriter output)
    {
        int first = Math.Min(WidestFirstColumn, rows.Max(row => row.Name.Length)) + Indent;
        string margin = new(' ', Indent + first);
        foreach ((string name, string text) in rows)
        {
            string lead = new string(' ', Indent) + name;
            if (name.Length + Indent > first)
            {
                output.WriteLine(lead);
                lead = margin;
            }
            else
            {
                lead = lead.PadRight(Indent + first);
            }

            foreach (string line in WrappedText.Lines(text, Width - margin.Length))
            {
                output.WriteLine(lead + line);
                lead = margin;
            }
        }
    }
}
