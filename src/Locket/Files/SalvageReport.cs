namespace Locket;

/// <summary>What came out of a damaged file. Offsets are of the content; holes were filled with zero bytes.</summary>
public sealed record SalvageReport
{
    /// <summary>The length written, in bytes.</summary>
    public required long LengthInBytes { get; init; }

    /// <summary>Bytes that were authenticated and written.</summary>
    public required long IntactInBytes { get; init; }

    /// <summary>What is missing, in ascending order, adjacent holes joined.</summary>
    public required IReadOnlyList<SalvageHole> Holes { get; init; }

    /// <summary>Whether the end of the content was authenticated, so that nothing is missing behind the last byte.</summary>
    public required bool IsEndAuthenticated { get; init; }

    /// <summary>Whether the file was whole after all.</summary>
    public bool IsComplete => Holes.Count == 0 && IsEndAuthenticated;
}
