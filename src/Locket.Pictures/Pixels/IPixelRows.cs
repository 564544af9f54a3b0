namespace Locket.Pictures.Pixels;

/// <summary>Pixels that can be had row by row, wherever they lie.</summary>
internal interface IPixelRows
{
    /// <summary>In pixels.</summary>
    int Width { get; }

    /// <summary>In pixels.</summary>
    int Height { get; }

    /// <param name="y">From the top.</param>
    /// <param name="rgba">Receives four bytes for each pixel.</param>
    void ReadRow(int y, Span<byte> rgba);
}
