namespace Locket.Cli.Operations;

/// <summary>One output of <c>locket encrypt</c>.</summary>
internal sealed record EncryptJob
{
    /// <summary>The input as the person named it; <c>-</c> is the standard input.</summary>
    public required string Name { get; init; }

    public required EncryptSource Source { get; init; }

    /// <summary>The input's full path, or empty for the standard input.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The output as the person would name it, or <see langword="null"/> for the standard output.</summary>
    public string? Output { get; init; }

    /// <summary>How much there is to read, or 0 where nobody knows.</summary>
    public long LengthInBytes { get; init; }
}
