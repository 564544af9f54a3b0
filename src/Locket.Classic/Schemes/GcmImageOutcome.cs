namespace Locket.Classic;

/// <summary>What became of one file of a folder.</summary>
/// <param name="Source">The input's path.</param>
/// <param name="Output">The output's path.</param>
/// <param name="Failure">Why there is no output; null where there is one.</param>
public sealed record GcmImageOutcome(string Source, string Output, Exception? Failure);
