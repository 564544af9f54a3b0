namespace Locket.Pictures;

/// <summary>
/// A hint of a picture that everybody can see, beneath the noise. It gives away at most <see cref="Cells"/> times
/// <see cref="Cells"/> colors, and nothing vouches for it: whoever passes the picture on can change it.
/// </summary>
public sealed record VeilPreview
{
    /// <summary>The most <see cref="Cells"/>.</summary>
    public const int MaxCells = 128;

    /// <summary>The most <see cref="Bits"/>.</summary>
    public const int MaxBits = 4;

    /// <summary>The picture to hint at, upright; transparent places become white.</summary>
    public required Raster Picture { get; init; }

    /// <summary>Colors along the longer side, 1 to 128, 12 unless said otherwise: the fewer, the less can be told.</summary>
    public int Cells { get; init; } = 12;

    /// <summary>Bits of each 8-bit sample that show the preview, 1 to 4, 2 unless said otherwise: the more, the fainter the noise and the
    /// larger the file, by 8 / (8 - bits).</summary>
    public int Bits { get; init; } = 2;

    /// <summary>How the colors fill the picture.</summary>
    public VeilPreviewStyle Style { get; init; }
}
