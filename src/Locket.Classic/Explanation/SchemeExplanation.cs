namespace Locket.Classic;

/// <summary>How a scheme works, what goes wrong with it, and what Locket does instead, with values that were really computed.</summary>
public sealed record SchemeExplanation
{
    /// <summary>The scheme's name.</summary>
    public required string Scheme { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it is, in a few sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// Whether text and password are the public example, and all random values those of a public test source: then the explanation is
    /// the same each time.
    /// </summary>
    public required bool IsExample { get; init; }

    /// <summary>What was encrypted under what, in words.</summary>
    public required string Inputs { get; init; }

    /// <summary>What to keep in mind before the explanation is shown to others; null where all in it is public.</summary>
    public string? Warning { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<ExplanationStep> Steps { get; init; }
}
