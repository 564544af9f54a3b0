namespace Locket.Cli.Tests.Cases;

/// <summary>What stands for something else among a run's arguments.</summary>
internal static class CaseArguments
{
    private const string DescriptorMark = "{fd:";
    private static readonly string[] Cheap = ["--kdf-memory", "8KiB", "--kdf-passes", "1", "--kdf-lanes", "1"];

    /// <summary>Replaces <c>{cheap}</c> by options that make passwords cheap: no test here is about the derivation itself.</summary>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> words)
        => [.. words.SelectMany(word => string.Equals(word, "{cheap}", StringComparison.Ordinal) ? Cheap : [word])];

    /// <summary>The file of <c>{fd:FILE}</c>, an open descriptor of that file; null for other arguments.</summary>
    public static string? DescriptorFile(string argument)
        => argument.StartsWith(DescriptorMark, StringComparison.Ordinal) ? argument[DescriptorMark.Length..^1] : null;
}
