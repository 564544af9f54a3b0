namespace Locket.Classic;

/// <summary>
/// Why a file was not adopted although nothing is wrong with its bytes: the reason that an <see cref="AdoptionException"/> carries.
/// </summary>
public enum AdoptionFailure
{
    /// <summary>Nothing says which scheme it is of, so that it must be told.</summary>
    UnknownScheme,

    /// <summary>Nothing says how a file of <c>openssl enc</c> was made, so that it must be told.</summary>
    UnknownMaking,

    /// <summary>It opened, but its scheme cannot notice a wrong password, and the content looks like nothing known.</summary>
    Unverified,

    /// <summary>There is a file under the new name that is not this content, or cannot be opened.</summary>
    OutputDiffers,

    /// <summary>The two contents that were compared differ: the memory, the disk or somebody changed one of them.</summary>
    NotTheSame,

    /// <summary>The classic file changed or was replaced meanwhile.</summary>
    SourceChanged,

    /// <summary>The new file is complete, but the old one could not be removed.</summary>
    NotRemoved,

    /// <summary>It is a pipe, a device, or a link where the file itself is to be removed.</summary>
    NotAFile,
}
