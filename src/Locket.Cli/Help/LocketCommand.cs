using System.CommandLine;

namespace Locket.Cli.Help;

/// <summary>A command whose help groups its options by what they are for and shows examples.</summary>
internal sealed class LocketCommand : Command
{
    private readonly List<(string Title, IReadOnlyList<Option> Options)> _groups = [];

    public LocketCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups => _groups;

    /// <summary>Options without which the command does nothing. The command itself says so, with a hint that names an example.</summary>
    public IReadOnlyList<Option> Needed { get; init; } = [];

    /// <summary>What to type, and what it does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <summary>Paragraphs after the options.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public LocketCommand AddGroup(string title, params IReadOnlyList<Option> options)
    {
        _groups.Add((title, options));
        foreach (Option option in options)
        {
            Add(option);
        }

        return this;
    }
}
