using System.Text;

namespace Locket.Cli.Completion;

/// <summary>Completion for fish.</summary>
internal static class FishCompletion
{
    public static string Script(IReadOnlyList<CompletionNode> nodes)
    {
        StringBuilder script = new("# fish completion for locket; made by 'locket completion fish'\ncomplete -c locket -f\n");
        foreach (CompletionNode node in nodes)
        {
            string condition = ConditionOf(node);
            foreach ((string name, string description) in node.Commands)
            {
                script.Append(Line(condition)).Append(" -a ").Append(name).Append(" -d ").Append(Quote(description)).Append('\n');
            }

            foreach (CompletionOption option in node.Options)
            {
                script.Append(Line(condition)).Append(NamesOf(option)).Append(ValueOf(option)).Append(" -d ")
                    .Append(Quote(option.Description)).Append('\n');
            }

            if (node.Argument == CompletionValue.File)
            {
                script.Append(Line(condition)).Append(" -F\n");
            }
            else if (node.ArgumentChoices.Count > 0)
            {
                script.Append(Line(condition)).Append(" -a ").Append(Quote(string.Join(' ', node.ArgumentChoices))).Append('\n');
            }
        }

        return script.ToString();
    }

    private static string Line(string condition) => $"complete -c locket -n {Quote(condition)}";

    private static string ConditionOf(CompletionNode node)
    {
        List<string> terms = [.. node.Path.Skip(1).Select(word => $"__fish_seen_subcommand_from {word}")];
        if (terms.Count == 0)
        {
            return "__fish_use_subcommand";
        }

        if (node.Commands.Count > 0)
        {
            terms.Add($"not __fish_seen_subcommand_from {string.Join(' ', node.Commands.Select(command => command.Name))}");
        }

        return string.Join("; and ", terms);
    }

    private static string NamesOf(CompletionOption option)
        => string.Concat(
            option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {name[1..]}"));

    private static string ValueOf(CompletionOption option) => option.Value switch
    {
        CompletionValue.None => string.Empty,
        CompletionValue.File => " -r -F",
        CompletionValue.Choice => $" -x -a {Quote(string.Join(' ', option.Choices))}",
        _ => " -x",
    };

    private static string Quote(string text)
        => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
