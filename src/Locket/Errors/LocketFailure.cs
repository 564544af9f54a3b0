namespace Locket;

/// <summary>Why a file could not be opened or made: the coarse reason that a <see cref="LocketException"/> carries.</summary>
/// <remarks>The names are those of docs/format.md, "Reasons"; test vectors refer to them.</remarks>
public enum LocketFailure
{
    /// <summary>The bytes do not begin as a Locket file does.</summary>
    NotALocketFile,

    /// <summary>A Locket file of a later version, or one that demands a feature this version lacks.</summary>
    UnsupportedVersion,

    /// <summary>The header is malformed, or was altered: its MAC, a slot or the sealed metadata does not verify.</summary>
    DamagedHeader,

    /// <summary>No slot opens with the given passwords or keys.</summary>
    NoSlotOpens,

    /// <summary>The header asks for more key-derivation memory or time than the caller allows.</summary>
    TooCostly,

    /// <summary>
    /// A chunk, the payload's commitment or the padding does not verify; <see cref="LocketException.OffsetInBytes"/> says where.
    /// </summary>
    DamagedPayload,

    /// <summary>The input ends before the file does.</summary>
    Truncated,

    /// <summary>A clear file changed its length while it was read.</summary>
    SourceChanged,

    /// <summary>The output exists and overwriting was not allowed.</summary>
    OutputExists,

    /// <summary>Input and output are one file.</summary>
    SameFile,

    /// <summary>An archive names a place outside its folder, a device, or more than the allowed total.</summary>
    UnsafeArchive,
}
