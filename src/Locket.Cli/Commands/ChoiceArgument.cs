using System.CommandLine;

namespace Locket.Cli.Commands;

/// <summary>An argument that is one of more words than fit into a usage line.</summary>
internal sealed class ChoiceArgument : Argument<string?>
{
    public ChoiceArgument(string name, string valueName, IReadOnlyList<string> choices)
        : base(name)
    {
        Choices = choices;
        HelpName = valueName;
        Arity = System.CommandLine.ArgumentArity.ZeroOrOne;
        CustomParser = result => OptionParsers.Choice(result, [.. choices]);
    }

    public IReadOnlyList<string> Choices { get; }
}
