using System.Runtime.InteropServices;

namespace Locket.Pictures.Pixels;

/// <summary>EXIF orientations applied to pixels (CIPA DC-008, tag 0x0112).</summary>
internal static class Turning
{
    /// <summary>The picture as it is stored.</summary>
    public const int Upright = 1;

    /// <summary>EXIF's last.</summary>
    public const int Last = 8;

    /// <summary>From this one on, width and height change places.</summary>
    private const int FirstSideways = 5;

    public static Raster Apply(Raster picture, int orientation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orientation, Upright);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orientation, Last);
        if (orientation == Upright)
        {
            return picture;
        }

        bool sideways = IsSideways(orientation);
        int right = picture.Width - 1;
        int bottom = picture.Height - 1;
        Raster turned = sideways ? new Raster(picture.Height, picture.Width) : new Raster(picture.Width, picture.Height);
        ReadOnlySpan<uint> from = MemoryMarshal.Cast<byte, uint>(picture.Pixels);
        Span<uint> to = MemoryMarshal.Cast<byte, uint>(turned.Pixels);
        int next = 0;
        for (int y = 0; y < turned.Height; y++)
        {
            for (int x = 0; x < turned.Width; x++)
            {
                (int column, int row) = orientation switch
                {
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (y, bottom - x),
                    7 => (right - y, bottom - x),
                    _ => (right - y, x),
                };
                to[next++] = from[(row * picture.Width) + column];
            }
        }

        return turned;
    }

    /// <summary>Whether width and height change places.</summary>
    public static bool IsSideways(int orientation) => orientation >= FirstSideways;
}
