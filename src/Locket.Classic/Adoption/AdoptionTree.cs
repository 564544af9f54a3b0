namespace Locket.Classic;

/// <summary>What there is below a folder.</summary>
public sealed record AdoptionTree
{
    /// <summary>A job for each file, in ordinal order of the paths.</summary>
    public required IReadOnlyList<AdoptionJob> Jobs { get; init; }

    /// <summary>The full paths of folders that cannot be read, and why (<see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/>), in ordinal order.</summary>
    public required IReadOnlyDictionary<string, Exception> UnreadableFolders { get; init; }

    /// <summary>How many files interrupted runs left unfinished (<c>.locket-*.partial</c>); useless once no run is at work.</summary>
    public required int UnfinishedFiles { get; init; }
}
