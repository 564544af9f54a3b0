using System.Text;

namespace Locket.Cli.Completion;

/// <summary>Completion for PowerShell. Where nothing is proposed, PowerShell completes file names by itself.</summary>
internal static class PowerShellCompletion
{
    public static string Script(IReadOnlyList<CompletionNode> nodes)
    {
        StringBuilder script = new();
        script.Append("""
            # PowerShell completion for locket; made by 'locket completion powershell'
            Register-ArgumentCompleter -Native -CommandName 'locket', 'locket.exe' -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $commands = @(
            """);
        script.AppendJoin(", ", nodes.Skip(1).Select(node => Quote(node.PathText)));
        script.Append("""
            )
                $command = 'locket'
                $previous = ''
                foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
                    if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete) { break }
                    $previous = "$element"
                    if ($commands -contains "$command $element") { $command = "$command $element" }
                }
                $words = switch ("${command}:$previous") {

            """);
        foreach (CompletionNode node in nodes)
        {
            foreach (CompletionOption option in node.Options.Where(option => option.Value != CompletionValue.None))
            {
                AppendValues(script, node, option);
            }
        }

        script.Append("""
                    default {
                        switch ($command) {

            """);
        foreach (CompletionNode node in nodes)
        {
            AppendWords(script, node);
        }

        script.Append("""
                        }
                    }
                }
                $words | Where-Object { $_.Word -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_.Word, $_.Word, 'ParameterValue', $_.Text)
                }
            }

            """);
        return script.ToString();
    }

    private static void AppendValues(StringBuilder script, CompletionNode node, CompletionOption option)
    {
        foreach (string name in option.Names)
        {
            script.Append("        ").Append(Quote($"{node.PathText}:{name}")).Append(" { ");
            foreach (string choice in option.Choices)
            {
                script.Append(Word(choice, option.Description)).Append("; ");
            }

            script.Append("break }\n");
        }
    }

    private static void AppendWords(StringBuilder script, CompletionNode node)
    {
        script.Append("                ").Append(Quote(node.PathText)).Append(" {\n");
        IEnumerable<(string, string)> words = node.Commands
            .Concat(node.ArgumentChoices.Select(choice => (choice, choice)))
            .Concat(node.Options.SelectMany(option => option.Names.Select(name => (name, option.Description))));
        foreach ((string word, string text) in words)
        {
            script.Append("                    ").Append(Word(word, text)).Append('\n');
        }

        script.Append("                }\n");
    }

    private static string Word(string word, string text) => $"@{{ Word = {Quote(word)}; Text = {Quote(text)} }}";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
