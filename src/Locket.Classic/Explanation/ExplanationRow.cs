namespace Locket.Classic;

/// <summary>Bytes that are drawn in blocks of 16, with their text beside them.</summary>
/// <param name="Label">A short name, as C1 for the first block of ciphertext.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record ExplanationRow(string Label, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The indices of bytes to point at: what was added, altered or found out.</summary>
    public IReadOnlyList<int> Marked { get; init; } = [];
}
