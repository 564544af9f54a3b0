namespace Locket.Pictures;

/// <summary>What became of a picture.</summary>
public enum PictureStatus
{
    /// <summary>It was sealed, opened or cleaned.</summary>
    Done,

    /// <summary>The output was there already and holds the same picture; nothing was written.</summary>
    AlreadyDone,

    /// <summary>There is no output; the outcome says why.</summary>
    Failed,
}
