namespace Locket;

/// <summary>What the payload is.</summary>
public enum ContentKind
{
    /// <summary>The bytes of one file.</summary>
    File,

    /// <summary>A folder as a POSIX tar stream.</summary>
    Tar,
}
