namespace Locket.Classic;

/// <summary>A step of an explanation: a few sentences and what they are about.</summary>
public sealed record ExplanationStep
{
    /// <summary>What it is about.</summary>
    public required ExplanationPart Part { get; init; }

    /// <summary>A few words.</summary>
    public required string Title { get; init; }

    /// <summary>One to four sentences.</summary>
    public required string Text { get; init; }

    /// <summary>How bytes follow each other; as a rule empty.</summary>
    public IReadOnlyList<ExplanationField> Layout { get; init; } = [];

    /// <summary>Named values.</summary>
    public IReadOnlyList<ExplanationValue> Values { get; init; } = [];

    /// <summary>Bytes in blocks.</summary>
    public IReadOnlyList<ExplanationRow> Rows { get; init; } = [];

    /// <summary>Things side by side; as a rule null.</summary>
    public ExplanationTable? Table { get; init; }

    /// <summary>Pictures; as a rule empty.</summary>
    public IReadOnlyList<ExplanationPicture> Pictures { get; init; } = [];

    /// <summary>What follows from the values, if it needs saying.</summary>
    public string? Conclusion { get; init; }
}
