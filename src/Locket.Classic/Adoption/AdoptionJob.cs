namespace Locket.Classic;

/// <summary>One file to adopt.</summary>
/// <param name="SourcePath">The classic file.</param>
public sealed record AdoptionJob(string SourcePath)
{
    /// <summary>The Locket file's path. By default the original name and <c>.locket</c>, in <see cref="OutputFolder"/>.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The Locket file's folder, made if it is missing; by default the classic file's own.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>
    /// Whether the file was found rather than named: then one that is no classic file, or visibly of another scheme, is skipped, not
    /// failed. False by default. Locket files are skipped either way.
    /// </summary>
    public bool IsFound { get; init; }
}
