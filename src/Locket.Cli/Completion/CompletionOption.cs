namespace Locket.Cli.Completion;

/// <summary>One option of a command.</summary>
/// <param name="Names">All its names, the long one first.</param>
/// <param name="Description">What it does.</param>
/// <param name="Value">What follows it.</param>
/// <param name="Choices">The words that may follow, where these are few.</param>
internal sealed record CompletionOption(
    IReadOnlyList<string> Names, string Description, CompletionValue Value, IReadOnlyList<string> Choices);
