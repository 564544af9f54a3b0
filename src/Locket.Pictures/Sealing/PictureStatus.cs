namespace Locket.Pictures;

/// <summary>What became of a picture.</summary>
public enum PictureStatus
{
    /// <summary>It was sealed or opened.</summary>
    Done,

    /// <summary>The output was there already and holds the same picture, compared by SHA-256; nothing was written.</summary>
    AlreadyDone,

    /// <summary>There is no output; <see cref="PictureOutcome.Failure"/> says why.</summary>
    Failed,
}
