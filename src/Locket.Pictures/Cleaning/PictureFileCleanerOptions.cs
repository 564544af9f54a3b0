namespace Locket.Pictures;

/// <summary>How files are cleaned.</summary>
public sealed record PictureFileCleanerOptions
{
    /// <summary>What stays in the pictures.</summary>
    public CleaningOptions Cleaning { get; init; } = CleaningOptions.Default;

    /// <summary>Whether another file at an output's place is replaced. It is kept unless asked otherwise.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Pictures that are worked on at once, 1 to 256; see <see cref="PictureBatch.DefaultParallelFiles"/>.</summary>
    public int ParallelFiles { get; init; } = PictureBatch.DefaultParallelFiles;
}
