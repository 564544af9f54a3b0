namespace Locket.Archives;

/// <summary>What an archive has unpacked to so far: decides whether another entry may join.</summary>
internal sealed class ArchiveTree
{
    private readonly int _maxNodes;
    private int _nodes;

    public ArchiveTree(string rootPath, int maxNodes)
    {
        Root = new ArchiveNode(rootPath, ArchiveNodeKind.Folder);
        _maxNodes = maxNodes;
    }

    public ArchiveNode Root { get; }

    /// <summary>Folders below the root, each after the one that holds it.</summary>
    public List<ArchiveNode> Folders { get; } = [];

    /// <summary>Symbolic links in the order of the archive.</summary>
    public List<ArchiveNode> Links { get; } = [];

    /// <summary>Adds an entry, with the folders that it implies; a folder may be named again.</summary>
    /// <param name="name">The entry's name, for messages.</param>
    /// <param name="path">Its components, at least one.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="newFolder">Called for each folder that is new.</param>
    /// <exception cref="LocketException">The place is taken, lies below something that is no folder, or there are too many.</exception>
    public ArchiveNode Add(string name, ReadOnlySpan<string> path, ArchiveNodeKind kind, Action<ArchiveNode> newFolder)
    {
        ArchiveNode node = Root;
        foreach (string component in path[..^1])
        {
            ArchiveNode? next = node.Find(component);
            if (next is { Kind: not ArchiveNodeKind.Folder })
            {
                throw ArchiveErrors.Unsafe(name, $"it lies below a {(next.Kind == ArchiveNodeKind.Link ? "symbolic link" : "file")}");
            }

            node = next ?? AddNew(name, node, component, ArchiveNodeKind.Folder, newFolder);
        }

        ArchiveNode? existing = node.Find(path[^1]);
        if (existing is null)
        {
            return AddNew(name, node, path[^1], kind, newFolder);
        }

        return existing.Kind == ArchiveNodeKind.Folder && kind == ArchiveNodeKind.Folder
            ? existing
            : throw ArchiveErrors.Unsafe(name, "an earlier entry has this name");
    }

    /// <summary>The regular file at a place, or null.</summary>
    public ArchiveNode? FindFile(ReadOnlySpan<string> path)
    {
        ArchiveNode? node = Root;
        foreach (string component in path)
        {
            node = node?.Find(component);
        }

        return node is { Kind: ArchiveNodeKind.File } ? node : null;
    }

    private ArchiveNode AddNew(string name, ArchiveNode parent, string component, ArchiveNodeKind kind, Action<ArchiveNode> newFolder)
    {
        if (++_nodes > _maxNodes)
        {
            throw ArchiveErrors.Unsafe(name, $"there are more than {_maxNodes} entries");
        }

        ArchiveNode node = parent.Add(component, kind);
        if (kind == ArchiveNodeKind.Folder)
        {
            Folders.Add(node);
            newFolder(node);
        }
        else if (kind == ArchiveNodeKind.Link)
        {
            Links.Add(node);
        }

        return node;
    }
}
