using System.CommandLine;

namespace Locket.Cli.Commands;

/// <summary>Options of every command.</summary>
internal sealed class GlobalOptions
{
    public Option<bool> Quiet { get; } = Everywhere("Say nothing but errors", "--quiet", "-q");

    public Option<bool> Verbose { get; } = Everywhere("Name each output, also where nobody watches", "--verbose", "-v");

    public Option<bool> NoProgress { get; } = Everywhere("Show no progress bar", "--no-progress");

    private static Option<bool> Everywhere(string description, string name, params string[] aliases)
    {
        Option<bool> option = CommonOptions.Flag(description, name, aliases);
        option.Recursive = true;
        return option;
    }
}
