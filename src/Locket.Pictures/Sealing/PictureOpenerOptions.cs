namespace Locket.Pictures;

/// <summary>How sealed pictures are opened.</summary>
public sealed record PictureOpenerOptions
{
    /// <summary>Pictures that are worked on at once, 1 to 256; see <see cref="PictureBatch.DefaultParallelFiles"/>.</summary>
    public int ParallelFiles { get; init; } = PictureBatch.DefaultParallelFiles;

    /// <summary>The most that a password slot may cost. Workers of these options are not used, and nothing is overwritten.</summary>
    public DecryptionOptions Decryption { get; init; } = new();
}
