namespace Locket.Classic;

/// <summary>Things side by side.</summary>
/// <param name="Heads">The columns' names.</param>
/// <param name="Rows">Each as long as <paramref name="Heads"/>.</param>
public sealed record ExplanationTable(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows);
