namespace Locket.Pictures;

/// <summary>What decoding one picture may take. A decoder that wants more is ended, and the picture goes without a thumbnail.</summary>
public sealed record DecoderLimits
{
    /// <summary>Pixels of a picture, 100 million unless said otherwise: more than the largest camera sensors have. Compared with the
    /// header before anything is decoded, and with what came out.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Bytes of a picture's file, 256 MiB unless said otherwise.</summary>
    public long MaxPictureInBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Memory of the child process beyond what it has before the first picture, 1.5 GiB unless said otherwise: a progressive JPEG of
    /// 100 megapixels needs 6 bytes of coefficients and 4 bytes of color for each, and its file.
    /// </summary>
    public long MemoryInBytes { get; init; } = 1536L << 20;

    /// <summary>Time on a processor for one picture, in whole seconds; 20 seconds unless said otherwise.</summary>
    public TimeSpan ProcessorTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time by the clock for one picture; 60 seconds unless said otherwise. Then the child process is killed.</summary>
    public TimeSpan WallTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Pictures that one child process decodes before another takes its place, 250 unless said otherwise: what one picture breaks
    /// without being noticed spoils few others.
    /// </summary>
    public int PicturesPerChild { get; init; } = 250;

    /// <summary>Whether every limit leaves something.</summary>
    internal bool IsPossible
        => MaxPixels > 0
            && MaxPictureInBytes > 0
            && MemoryInBytes > 0
            && ProcessorTime >= TimeSpan.FromSeconds(1)
            && WallTime > TimeSpan.Zero
            && PicturesPerChild > 0;
}
