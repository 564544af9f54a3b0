namespace Locket.Pictures;

/// <summary>A picture's pixels: red, green, blue and alpha (not premultiplied), 8 bits each, row by row from the top left.</summary>
public sealed class Raster
{
    /// <summary>Bytes of a pixel.</summary>
    public const int PixelInBytes = 4;

    private readonly byte[] _rgba;

    /// <summary>Makes a picture of transparent black.</summary>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1, or the pixels would not fit into an array.</exception>
    public Raster(int width, int height)
        : this(width, height, new byte[LengthInBytes(width, height)])
    {
    }

    /// <summary>Takes over existing pixels.</summary>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <param name="rgba">Four bytes for each pixel; not copied.</param>
    /// <exception cref="ArgumentException">There are not four bytes for each pixel.</exception>
    public Raster(int width, int height, byte[] rgba)
    {
        ArgumentNullException.ThrowIfNull(rgba);
        if (rgba.Length != LengthInBytes(width, height))
        {
            throw new ArgumentException("there are not four bytes for each pixel", nameof(rgba));
        }

        Width = width;
        Height = height;
        _rgba = rgba;
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>All pixels; writing to them changes the picture.</summary>
    public Span<byte> Pixels => _rgba;

    /// <summary>Whether every pixel's alpha is 255.</summary>
    public bool IsOpaque
    {
        get
        {
            for (int i = PixelInBytes - 1; i < _rgba.Length; i += PixelInBytes)
            {
                if (_rgba[i] != byte.MaxValue)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The pixels of one row; writing to them changes the picture.</summary>
    /// <param name="y">From the top, 0 to <see cref="Height"/> - 1.</param>
    /// <returns>Four bytes for each pixel.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return _rgba.AsSpan(y * Width * PixelInBytes, Width * PixelInBytes);
    }

    private static int LengthInBytes(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long length = (long)width * height * PixelInBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(height));
        return (int)length;
    }
}
