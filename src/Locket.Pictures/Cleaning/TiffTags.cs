using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>The tags of TIFF: which of them make the pixels, and what the others tell.</summary>
internal static class TiffTags
{
    public const ushort NewSubfileType = 254;
    public const ushort SubfileType = 255;
    public const ushort Width = 256;
    public const ushort Height = 257;
    public const ushort BitsPerSample = 258;
    public const ushort Compression = 259;
    public const ushort Photometric = 262;
    public const ushort StripOffsets = 273;
    public const ushort Orientation = 274;
    public const ushort SamplesPerPixel = 277;
    public const ushort FillOrder = 266;
    public const ushort RowsPerStrip = 278;
    public const ushort StripByteCounts = 279;
    public const ushort PlanarConfiguration = 284;
    public const ushort TileWidth = 322;
    public const ushort TileLength = 323;
    public const ushort TileOffsets = 324;
    public const ushort TileByteCounts = 325;
    public const ushort SubDirectories = 330;
    public const ushort JpegTables = 347;
    public const ushort JpegInterchangeFormat = 513;
    public const ushort Depth = 32997;
    public const ushort ColorProfile = 34675;
    public const ushort DngVersion = 50706;

    private const ushort TransferFunction = 301;
    private const ushort WhitePoint = 318;
    private const ushort PrimaryColors = 319;
    private const ushort ColorMap = 320;
    private const ushort ExtraSamples = 338;
    private const ushort SharingFactors = 530;
    private const ushort BlackAndWhite = 532;
    private const ushort Short = 3;

    /// <summary>Every value that a tag with few values may have, one for each sample; more are something else.</summary>
    private const int Few = 32;

    /// <summary>Three curves or color maps of 16 bits.</summary>
    private const int Curves = 3 * 65536;

    /// <summary>The most values that stay, for each tag that stays.</summary>
    private static readonly Dictionary<ushort, int> Kept = new()
    {
        [NewSubfileType] = 1,
        [SubfileType] = 1,
        [Width] = 1,
        [Height] = 1,
        [BitsPerSample] = Few,
        [Compression] = 1,
        [Photometric] = 1,
        [FillOrder] = 1,
        [Orientation] = 1,
        [SamplesPerPixel] = 1,
        [RowsPerStrip] = 1,
        [282] = 1,
        [283] = 1,
        [PlanarConfiguration] = 1,
        [292] = 1,
        [293] = 1,
        [296] = 1,
        [297] = 2,
        [TransferFunction] = Curves,
        [317] = 1,
        [WhitePoint] = 2,
        [PrimaryColors] = 6,
        [ColorMap] = Curves,
        [TileWidth] = 1,
        [TileLength] = 1,
        [326] = 1,
        [327] = 1,
        [328] = 1,
        [332] = 1,
        [ExtraSamples] = Few,
        [339] = Few,
        [340] = Few,
        [341] = Few,
        [JpegTables] = 65536,
        [529] = 3,
        [SharingFactors] = 2,
        [531] = 1,
        [BlackAndWhite] = 6,
        [ColorProfile] = 16 * 1024 * 1024,
        [32996] = 1,
        [Depth] = 1,
        [32998] = 1,
        [50674] = 2,
    };

    /// <summary>
    /// Whether a tag with so many values of this type stays: whole numbers, and fractions where the format has them. Text never does.
    /// </summary>
    public static bool IsKept(TiffEntry entry, TiffLayout layout, CleaningOptions options)
        => Kept.TryGetValue(entry.Tag, out int most) && entry.Count <= most && IsTypeOf(entry.Tag, entry.Type) && Fits(entry, layout)
            && (entry.Tag != ColorProfile || options.KeepColorProfile)
            && (entry.Tag != Orientation || options.KeepOrientation);

    /// <summary>Whether a page of this kind cannot be shown as before without this tag.</summary>
    public static bool IsNeeded(ushort tag, TiffLayout layout) => tag switch
    {
        Orientation or ColorProfile or TransferFunction or WhitePoint or PrimaryColors or ExtraSamples => false,
        ColorMap => layout.Photometric == TiffLayout.Palette,
        >= 529 and <= 531 => layout.Photometric == TiffLayout.SharedColors,
        BlackAndWhite => HasBlackAndWhite(layout),
        _ => Kept.ContainsKey(tag),
    };

    private static bool IsTypeOf(ushort tag, ushort type) => tag switch
    {
        ColorProfile or JpegTables => type is 1 or 7,
        282 or 283 or WhitePoint or PrimaryColors or 529 or BlackAndWhite => type is Short or 4 or 5,
        TransferFunction or ColorMap => type == Short,

        // The least and greatest of samples are of the samples' own type.
        340 or 341 => type is not (2 or 7),
        _ => type is 1 or Short or 4 or 16,
    };

    /// <summary>Whether this kind of page has such a tag, with so many values (TIFF 6.0, sections 8, 20 and 21).</summary>
    private static bool Fits(TiffEntry entry, TiffLayout layout) => entry.Tag switch
    {
        TransferFunction => entry.Count == layout.Levels || entry.Count == 3 * layout.Levels,
        WhitePoint => entry.Count == 2,
        PrimaryColors => entry.Count == 6,
        ColorMap => layout.Photometric == TiffLayout.Palette && entry.Count == 3 * layout.Levels,
        BitsPerSample or (>= ExtraSamples and <= 341) => entry.Count <= layout.Samples,
        529 => layout.Photometric == TiffLayout.SharedColors && entry.Count == 3,
        SharingFactors => layout.Photometric == TiffLayout.SharedColors && entry.Count == 2,
        531 => layout.Photometric == TiffLayout.SharedColors && entry.Count == 1,
        BlackAndWhite => HasBlackAndWhite(layout) && entry.Count == 6,
        _ => true,
    };

    private static bool HasBlackAndWhite(TiffLayout layout) => layout.Photometric is TiffLayout.Rgb or TiffLayout.SharedColors;

    public static RemovedKind KindOf(ushort tag) => tag switch
    {
        700 => RemovedKind.Xmp,
        33723 or 34377 => RemovedKind.Iptc,
        34853 or 33550 or 33922 or 34264 or 34735 or 34736 or 34737 => RemovedKind.Location,
        269 or 270 or 285 or 315 or 316 or 333 or 33432 or 37510 or (>= 40091 and <= 40095) => RemovedKind.Comment,
        271 or 272 or 305 or 306 or 34665 => RemovedKind.Exif,
        SubDirectories => RemovedKind.OtherPictures,
        ColorProfile => RemovedKind.ColorProfile,
        Orientation => RemovedKind.Orientation,
        _ => RemovedKind.Other,
    };
}
