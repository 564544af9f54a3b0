namespace Locket.Pictures.Containers;

/// <summary>What comes next in a zlib stream.</summary>
internal enum ZlibStage
{
    /// <summary>The stream's head.</summary>
    Head,

    /// <summary>A block, or behind the last one the checksum.</summary>
    Block,

    /// <summary>How many bytes of a block stand there as they are.</summary>
    StoredLength,

    /// <summary>These bytes.</summary>
    Stored,

    /// <summary>How many codes a block has.</summary>
    CodeCounts,

    /// <summary>The lengths of the code that tells the lengths of the others.</summary>
    CodeLengths,

    /// <summary>The lengths of the others.</summary>
    Lengths,

    /// <summary>Bytes and matches.</summary>
    Symbols,
}
