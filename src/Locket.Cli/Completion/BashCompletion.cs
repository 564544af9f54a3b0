using System.Text;

namespace Locket.Cli.Completion;

/// <summary>Completion for bash 3.2 and later. An empty answer lets readline complete file names.</summary>
internal static class BashCompletion
{
    public static string Script(IReadOnlyList<CompletionNode> nodes)
    {
        StringBuilder script = new();
        script.Append("""
            # bash completion for locket; made by 'locket completion bash'
            _locket() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=locket i
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "$command ${COMP_WORDS[i]}" in

            """);
        script.Append("            ").AppendJoin('|', nodes.Skip(1).Select(node => $"'{node.PathText}'"));
        script.Append("""
            ) command="$command ${COMP_WORDS[i]}" ;;
                    esac
                done
                COMPREPLY=()
                case "$command:$previous" in

            """);
        foreach (CompletionNode node in nodes)
        {
            AppendValues(script, node);
        }

        script.Append("""
                esac
                case "$command" in

            """);
        foreach (CompletionNode node in nodes)
        {
            AppendWords(script, node);
        }

        script.Append("""
                esac
            }
            complete -o default -F _locket locket

            """);
        return script.ToString();
    }

    private static void AppendValues(StringBuilder script, CompletionNode node)
    {
        foreach (CompletionOption option in node.Options.Where(option => option.Value != CompletionValue.None))
        {
            string pattern = string.Join('|', option.Names.Select(name => $"'{node.PathText}:{name}'"));
            string reply = option.Value == CompletionValue.Choice
                ? $"COMPREPLY=($(compgen -W '{string.Join(' ', option.Choices)}' -- \"$current\")); "
                : string.Empty;
            script.Append("        ").Append(pattern).Append(") ").Append(reply).Append("return ;;\n");
        }
    }

    private static void AppendWords(StringBuilder script, CompletionNode node)
    {
        string options = string.Join(' ', node.Options.SelectMany(option => option.Names));
        string words = string.Join(' ', node.Commands.Select(command => command.Name).Concat(node.ArgumentChoices));
        script.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                    '{node.PathText}')
                        if [[ $current == -* ]]; then
                            COMPREPLY=($(compgen -W '{options}' -- "$current"))

            """);
        if (words.Length > 0)
        {
            script.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                            else
                                COMPREPLY=($(compgen -W '{words}' -- "$current"))

                """);
        }

        script.Append("            fi ;;\n");
    }
}
