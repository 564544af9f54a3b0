namespace Locket.Archives;

/// <summary>One place in the tree that an archive unpacks to.</summary>
internal sealed class ArchiveNode
{
    // The file system may take names for one that differ in case; then so must the check for duplicates.
    private static readonly StringComparer Names = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private Dictionary<string, ArchiveNode>? _children;

    public ArchiveNode(string path, ArchiveNodeKind kind)
    {
        FullPath = path;
        Kind = kind;
    }

    /// <summary>Where it stands on disk.</summary>
    public string FullPath { get; }

    public ArchiveNodeKind Kind { get; }

    /// <summary>The permissions to end with; null for an implied folder.</summary>
    public UnixFileMode? Mode { get; set; }

    /// <summary>The time of modification to end with; null for an implied folder.</summary>
    public DateTimeOffset? ModificationTime { get; set; }

    /// <summary>A file's length.</summary>
    public long LengthInBytes { get; set; }

    /// <summary>A link's target.</summary>
    public string? Target { get; set; }

    public ArchiveNode? Find(string name) => _children?.GetValueOrDefault(name);

    public ArchiveNode Add(string name, ArchiveNodeKind kind)
    {
        ArchiveNode child = new(Path.Join(FullPath, name), kind);
        (_children ??= new Dictionary<string, ArchiveNode>(Names)).Add(name, child);
        return child;
    }
}
