using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>How the pixels of a page lie in its strips or tiles (TIFF 6.0, sections 3, 15 and 21).</summary>
internal sealed record TiffLayout
{
    public const int Uncompressed = 1;

    public const int Rgb = 2;

    public const int Palette = 3;

    /// <summary>YCbCr, where several pixels may have one color in common.</summary>
    public const int SharedColors = 6;

    /// <summary>Each sample in strips of its own.</summary>
    private const int Planar = 2;

    /// <summary>The first bit is the lowest.</summary>
    private const int Reversed = 2;

    /// <summary>More levels than any table has.</summary>
    private const int MaxTableBits = 16;

    private const int DefaultSharing = 2;

    public required long Width { get; init; }

    public required long Height { get; init; }

    public required long Compression { get; init; }

    public required long Photometric { get; init; }

    public required long Samples { get; init; }

    public required long Bits { get; init; }

    public required bool IsPlanar { get; init; }

    public required bool IsTiled { get; init; }

    /// <summary>Whether the bits of every byte stand the other way round.</summary>
    public required bool IsReversed { get; init; }

    /// <summary>Of a strip or tile; the last strip may have fewer rows.</summary>
    public required long Columns { get; init; }

    /// <inheritdoc cref="Columns"/>
    public required long Rows { get; init; }

    /// <summary>How many values a sample can have; 0 where no table has so many.</summary>
    public long Levels => Bits <= MaxTableBits ? 1L << (int)Bits : 0;

    /// <summary>How many strips or tiles have pixels of the picture.</summary>
    public UInt128 Parts => (UInt128)PartsDown * (UInt128)Ratio(Width, Columns) * (UInt128)(IsPlanar ? Samples : 1);

    private long PartsDown => Ratio(Height, Rows);

    public static TiffLayout Read(TiffEntry[] entries, Func<ushort, long[]?> numbers)
    {
        long Number(ushort tag, long otherwise) => numbers(tag) is [>= 0 and <= uint.MaxValue and long number, ..] ? number : otherwise;
        bool isTiled = entries.Any(entry => entry.Tag == TiffTags.TileOffsets);
        long width = Number(TiffTags.Width, 0);
        long height = Number(TiffTags.Height, 0);
        long columns = isTiled ? Number(TiffTags.TileWidth, 0) : width;
        long rows = isTiled ? Number(TiffTags.TileLength, 0) : Math.Clamp(Number(TiffTags.RowsPerStrip, height), 1, Math.Max(height, 1));
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || columns == 0 || rows == 0)
        {
            throw new PictureException(PictureFailure.Damaged, "the TIFF file has a page without a size");
        }

        if (Number(TiffTags.Depth, 1) > 1)
        {
            throw new PictureException(PictureFailure.Unsupported, "TIFF files of more than two dimensions cannot be cleaned");
        }

        return new()
        {
            Width = width,
            Height = height,
            Compression = Number(TiffTags.Compression, Uncompressed),
            Photometric = Number(TiffTags.Photometric, 0),
            Samples = Math.Max(Number(TiffTags.SamplesPerPixel, 1), 1),
            Bits = Math.Max((numbers(TiffTags.BitsPerSample) ?? []).DefaultIfEmpty(1).Max(), 0),
            IsPlanar = Number(TiffTags.PlanarConfiguration, 1) == Planar,
            IsTiled = isTiled,
            IsReversed = Number(TiffTags.FillOrder, 1) == Reversed,
            Columns = columns,
            Rows = rows,
        };
    }

    /// <summary>The most bytes that an uncompressed strip or tile has pixels in.</summary>
    public UInt128 PartInBytes(int number)
    {
        long rows = IsTiled ? Rows : Math.Min(Rows, Height - (number % PartsDown * Rows));
        UInt128 whole = RowInBytes((UInt128)Columns * (UInt128)(IsPlanar ? 1 : Samples)) * (UInt128)rows;
        if (Photometric != SharedColors)
        {
            return whole;
        }

        // Decoders disagree on whether such pixels share their colors where they are not compressed, and odd sizes are filled up.
        UInt128 blocks = (UInt128)Ratio(Columns, DefaultSharing) * ((DefaultSharing * DefaultSharing) + 2);
        return UInt128.Max(whole, RowInBytes(blocks) * (UInt128)Ratio(rows, DefaultSharing));
    }

    private UInt128 RowInBytes(UInt128 samples) => ((samples * (UInt128)Bits) + 7) / 8;

    private static long Ratio(long whole, long part) => (whole + part - 1) / part;
}
