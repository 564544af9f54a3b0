namespace Locket.Cli.Operations.Explain;

/// <summary>What was asked of <c>locket explain</c>.</summary>
internal sealed record ExplainRequest
{
    /// <summary>Null for the list.</summary>
    public string? Scheme { get; init; }

    /// <summary>Null for the example.</summary>
    public string? Text { get; init; }

    /// <summary>Null for the example.</summary>
    public string? PasswordVariable { get; init; }

    public bool Json { get; init; }

    /// <summary>Null where no pictures are wanted.</summary>
    public string? PictureFolder { get; init; }

    public bool Force { get; init; }
}
