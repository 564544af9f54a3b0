namespace Locket.Archives;

/// <summary>What an entry is.</summary>
internal enum ArchiveNodeKind
{
    /// <summary>A folder, named by the archive or only implied by an entry below it.</summary>
    Folder,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    Link,
}
