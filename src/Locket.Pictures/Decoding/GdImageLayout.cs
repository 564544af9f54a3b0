using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>
/// The beginning of libgd's image structure, which its header file publishes for its own access macros and keeps as it is within
/// version 3 of the library. <see cref="GdLibrary"/> checks it against an image of known content before the first use.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GdImageLayout
{
    private const int MaxColors = 256;

    public byte** PalettePixels;
    public int Width;
    public int Height;
    public int ColorsTotal;
    public fixed int Palette[4 * MaxColors];
    public int Transparent;
    public int* PolygonPoints;
    public int PolygonPointsAllocated;
    public GdImageLayout* Brush;
    public GdImageLayout* Tile;
    public fixed int BrushAndTileColors[2 * MaxColors];
    public int StyleLength;
    public int StylePosition;
    public int* Style;
    public int Interlace;
    public int Thickness;
    public fixed int Alpha[MaxColors];
    public int IsTrueColor;

    /// <summary>Rows of pixels: alpha (7 bits, 0 is opaque), red, green, blue from the highest byte down.</summary>
    public int** Pixels;
}
