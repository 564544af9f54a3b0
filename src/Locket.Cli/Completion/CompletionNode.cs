using System.CommandLine;
using Locket.Cli.Commands;
using Locket.Cli.Help;

namespace Locket.Cli.Completion;

/// <summary>One command as completion scripts see it.</summary>
internal sealed record CompletionNode
{
    private const char ChoiceSeparator = '|';

    /// <summary>The words that lead here, as in <c>locket key new</c>.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<CompletionOption> Options { get; init; }

    /// <summary>The commands below, with what they do.</summary>
    public required IReadOnlyList<(string Name, string Description)> Commands { get; init; }

    public required CompletionValue Argument { get; init; }

    public required IReadOnlyList<string> ArgumentChoices { get; init; }

    public string PathText => string.Join(' ', Path);

    /// <summary>The tree as a list, parents first.</summary>
    public static IReadOnlyList<CompletionNode> From(Command root)
    {
        List<CompletionNode> nodes = [];
        Add(nodes, root, ["locket"], []);
        return nodes;
    }

    private static void Add(List<CompletionNode> nodes, Command command, IReadOnlyList<string> path, IReadOnlyList<Option> inherited)
    {
        Argument? argument = command.Arguments.Count > 0 ? command.Arguments[0] : null;
        nodes.Add(new CompletionNode
        {
            Path = path,
            Description = command.Description ?? string.Empty,
            Options = [.. command.Options.Concat(inherited).Where(option => !option.Hidden).Select(From)],
            Commands = [.. command.Subcommands.Select(sub => (sub.Name, sub.Description ?? string.Empty))],
            Argument = argument switch
            {
                null => CompletionValue.None,
                ChoiceArgument => CompletionValue.Choice,
                _ => ValueOf(argument.HelpName),
            },
            ArgumentChoices = argument is ChoiceArgument words ? words.Choices : ChoicesOf(argument?.HelpName),
        });
        IReadOnlyList<Option> below = [.. inherited, .. command.Options.Where(option => option.Recursive)];
        foreach (Command sub in command.Subcommands)
        {
            Add(nodes, sub, [.. path, sub.Name], below);
        }
    }

    private static CompletionOption From(Option option)
    {
        bool isFlag = option.Arity.MaximumNumberOfValues == 0;
        string valueName = HelpWriter.ValueNameOf(option);
        return new CompletionOption(
            [.. option.Aliases.Append(option.Name).OrderByDescending(name => name.Length)],
            option.Description ?? string.Empty,
            isFlag ? CompletionValue.None : ValueOf(valueName),
            isFlag ? [] : ChoicesOf(valueName));
    }

    private static CompletionValue ValueOf(string? name) => name switch
    {
        "FILE" or "OUT" => CompletionValue.File,
        not null when name.Contains(ChoiceSeparator, StringComparison.Ordinal) => CompletionValue.Choice,
        _ => CompletionValue.Text,
    };

    private static string[] ChoicesOf(string? name)
        => name is not null && name.Contains(ChoiceSeparator, StringComparison.Ordinal) ? name.Split(ChoiceSeparator) : [];
}
