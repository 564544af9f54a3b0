using System.CommandLine;

namespace Locket.Cli.Commands;

/// <summary>Options that mean the same in several commands; each command makes its own.</summary>
internal static class CommonOptions
{
    public static Option<string?> Output(string description) => new("--output", "-o") { HelpName = "OUT", Description = description };

    /// <summary>An option without a value: <c>--force true</c> is an option and a file.</summary>
    public static Option<bool> Flag(string description, string name, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        Arity = ArgumentArity.Zero,
    };

    public static Option<bool> Force(string description) => Flag(description, "--force", "-f");

    public static Option<bool> Json() => Flag("Print the answer as JSON, for programs", "--json");

    public static Option<int> Jobs() => new("--jobs", "-j")
    {
        HelpName = "N",
        Description = "Threads that work on one file (default: one per processor)",
        CustomParser = result => OptionParsers.Integer(result, 1, 256),
    };

    public static Option<int> MaxKdfMemory() => new("--max-kdf-memory")
    {
        HelpName = "SIZE",
        Description = "The most memory that one password slot may ask for (default: 1GiB)",
        CustomParser = OptionParsers.MemoryInKiB,
    };

    public static Argument<string[]> Files(string name, string description) => new("files")
    {
        HelpName = name,
        Description = description,
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The option's value where it was given, the library's default where not.</summary>
    public static int ValueOr(ParseResult parsed, Option<int> option, int otherwise)
        => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : otherwise;
}
