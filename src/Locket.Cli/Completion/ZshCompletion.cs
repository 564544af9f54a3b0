using System.Text;

namespace Locket.Cli.Completion;

/// <summary>Completion for zsh: a file for $fpath, or to be sourced.</summary>
internal static class ZshCompletion
{
    public static string Script(IReadOnlyList<CompletionNode> nodes)
    {
        StringBuilder script = new("#compdef locket\n# zsh completion for locket; made by 'locket completion zsh'\n");
        foreach (CompletionNode node in nodes)
        {
            AppendFunction(script, node);
        }

        script.Append("""

            if [ "$funcstack[1]" = _locket ]; then
                _locket "$@"
            else
                compdef _locket locket
            fi

            """);
        return script.ToString();
    }

    private static string FunctionName(IEnumerable<string> path) => "_" + string.Join('_', path).Replace('-', '_');

    private static void AppendFunction(StringBuilder script, CompletionNode node)
    {
        script.Append('\n').Append(FunctionName(node.Path)).Append("() {\n");
        script.Append("    local context state state_descr line\n    typeset -A opt_args\n    _arguments -s -S -C");
        foreach (CompletionOption option in node.Options)
        {
            foreach (string name in option.Names)
            {
                script.Append(" \\\n        '*").Append(name).Append('[').Append(Escape(option.Description)).Append(']')
                    .Append(ValueOf(option)).Append('\'');
            }
        }

        if (node.Commands.Count > 0)
        {
            script.Append(
                " \\\n        '1: :->command' \\\n        '*:: :->rest'\n    case $state in\n    command)\n        local -a commands=(\n");
            foreach ((string name, string description) in node.Commands)
            {
                script.Append("            '").Append(name).Append(':').Append(Escape(description)).Append("'\n");
            }

            script.Append("        )\n        _describe command commands ;;\n    rest)\n        case $line[1] in\n");
            foreach ((string name, _) in node.Commands)
            {
                script.Append("        ").Append(name).Append(") ").Append(FunctionName(node.Path.Append(name))).Append(" ;;\n");
            }

            script.Append("        esac ;;\n    esac\n");
        }
        else
        {
            string argument = node.Argument switch
            {
                CompletionValue.File => " \\\n        '*:file:_files'",
                CompletionValue.Choice => $" \\\n        '1:value:({string.Join(' ', node.ArgumentChoices)})'",
                _ => string.Empty,
            };
            script.Append(argument).Append('\n');
        }

        script.Append("}\n");
    }

    private static string ValueOf(CompletionOption option) => option.Value switch
    {
        CompletionValue.None => string.Empty,
        CompletionValue.File => ":file:_files",
        CompletionValue.Choice => $":value:({string.Join(' ', option.Choices)})",
        _ => ":value: ",
    };

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "'\\''", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal);
}
