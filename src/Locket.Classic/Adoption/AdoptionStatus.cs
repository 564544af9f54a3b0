namespace Locket.Classic;

/// <summary>What became of a file that was to be adopted.</summary>
public enum AdoptionStatus
{
    /// <summary>Nothing was written; <see cref="AdoptionOutcome.Failure"/> says why.</summary>
    Failed,

    /// <summary>Nothing was tried; <see cref="AdoptionOutcome.Reason"/> says why.</summary>
    Skipped,

    /// <summary>A dry run opened it and found nothing in the way.</summary>
    WouldAdopt,

    /// <summary>Its Locket file was there before, opens, and has the same content.</summary>
    AlreadyAdopted,

    /// <summary>Its Locket file was written, is on the disk, and was compared.</summary>
    Adopted,
}
