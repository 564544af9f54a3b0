namespace Locket.Pictures;

/// <summary>How pictures are sealed. The defaults are what nearly everyone wants.</summary>
public sealed record PictureSealerOptions
{
    /// <summary>What finds the details that are sealed; without one pictures are sealed as files.</summary>
    public IPictureExaminer? Examiner { get; init; } = new PictureExaminer();

    /// <summary>What makes the thumbnails that are sealed; none by default.</summary>
    public IThumbnailMaker? ThumbnailMaker { get; init; }

    /// <summary>Pictures that are worked on at once, 1 to 256; see <see cref="PictureBatch.DefaultParallelFiles"/>.</summary>
    public int ParallelFiles { get; init; } = PictureBatch.DefaultParallelFiles;

    /// <summary>
    /// The cipher and the padding. Metadata, thumbnail and workers of these options are not used, and nothing is overwritten.
    /// </summary>
    public EncryptionOptions Encryption { get; init; } = new();
}
