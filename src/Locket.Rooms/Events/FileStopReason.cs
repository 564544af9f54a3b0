namespace Locket.Rooms;

/// <summary>Why a file will not be completed.</summary>
public enum FileStopReason
{
    /// <summary>The sender gave up.</summary>
    StoppedBySender,

    /// <summary>A piece is missing, came out of order or has the wrong length.</summary>
    PieceMissing,

    /// <summary>All pieces came, and they are not what the sender says it sent.</summary>
    DigestDiffers,

    /// <summary>The sender left, or its session ended.</summary>
    SenderLeft,

    /// <summary>It is a file of ours, and nobody whom it was offered to is there any more.</summary>
    ReadersLeft,
}
