namespace Locket.Pictures.Previews;

/// <summary>A color in one scan, with its codes.</summary>
internal sealed class ScanComponent
{
    public required JpegComponent Color { get; init; }

    public required DifferenceTable Differences { get; init; }

    /// <summary><see langword="null"/> where the scan has no other coefficients.</summary>
    public required SkipTable? Others { get; init; }

    /// <summary>Its quantization table, in the file's order.</summary>
    public required ushort[] Steps { get; init; }

    /// <summary>Bits that come in a later scan.</summary>
    public required int MissingBits { get; init; }

    /// <summary>The mean of the block before, in steps.</summary>
    public int Mean { get; set; }

    /// <summary>Coefficients 1, 2 and 4 of the current block, in steps, where two samples a side are wanted.</summary>
    public int[] Slopes { get; } = new int[5];
}
