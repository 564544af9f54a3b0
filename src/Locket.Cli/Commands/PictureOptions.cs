using System.CommandLine;

namespace Locket.Cli.Commands;

/// <summary>Options that mean the same in several picture commands; each command makes its own.</summary>
internal static class PictureOptions
{
    /// <summary>As the library has it: Locket.Pictures.PictureBatch, which is not to be loaded for a help text.</summary>
    private const int PerProcessor = 4;

    private const int MostFiles = 256;

    public static Option<string?> OutputFolder(string description)
        => new("--output", "-o") { HelpName = "OUTFOLDER", Description = description };

    public static Option<int> Jobs() => new("--jobs", "-j")
    {
        HelpName = "N",
        Description = "Pictures worked on at once (default: four per processor)",
        CustomParser = result => OptionParsers.Integer(result, 1, MostFiles),
    };

    public static int JobsOf(ParseResult parsed, Option<int> jobs)
        => CommonOptions.ValueOr(parsed, jobs, Math.Min(Environment.ProcessorCount * PerProcessor, MostFiles));

    public static Argument<string[]> Inputs(string name, string description) => new("files")
    {
        HelpName = name,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
    };
}
