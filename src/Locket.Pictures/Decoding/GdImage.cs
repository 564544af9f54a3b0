using System.Runtime.CompilerServices;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Decoding;

/// <summary>A picture in libgd's memory.</summary>
internal sealed unsafe class GdImage : IPixelRows, IDisposable
{
    /// <summary>libgd's alpha: 0 is opaque.</summary>
    private const int FullyTransparent = 127;

    private readonly GdLibrary _library;
    private GdImageLayout* _image;

    public GdImage(GdLibrary library, GdImageLayout* image)
    {
        _library = library;
        _image = image;
    }

    public int Width => _image->Width;

    public int Height => _image->Height;

    public bool IsTrueColor => _image->IsTrueColor == 1 && _image->Pixels is not null && _image->PalettePixels is null;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ReadRow(int y, Span<byte> rgba)
    {
        ReadOnlySpan<int> row = new(_image->Pixels[y], Width);
        for (int x = 0; x < row.Length; x++)
        {
            int color = row[x];
            Span<byte> pixel = rgba.Slice(x * Raster.PixelInBytes, Raster.PixelInBytes);
            pixel[0] = (byte)(color >> 16);
            pixel[1] = (byte)(color >> 8);
            pixel[2] = (byte)color;
            pixel[3] = (byte)((FullyTransparent - ((color >> 24) & FullyTransparent)) * byte.MaxValue / FullyTransparent);
        }
    }

    /// <summary>Takes a row as opaque.</summary>
    public void WriteRow(int y, ReadOnlySpan<byte> rgba)
    {
        Span<int> row = new(_image->Pixels[y], Width);
        for (int x = 0; x < row.Length; x++)
        {
            ReadOnlySpan<byte> pixel = rgba.Slice(x * Raster.PixelInBytes, Raster.PixelInBytes);
            row[x] = (pixel[0] << 16) | (pixel[1] << 8) | pixel[2];
        }
    }

    /// <summary>Takes a row with its alpha, of which libgd keeps 7 bits.</summary>
    public void WriteRowWithAlpha(int y, ReadOnlySpan<byte> rgba)
    {
        WriteRow(y, rgba);
        Span<int> row = new(_image->Pixels[y], Width);
        for (int x = 0; x < row.Length; x++)
        {
            row[x] |= (FullyTransparent - (rgba[(x * Raster.PixelInBytes) + 3] >> 1)) << 24;
        }
    }

    public byte[]? ToWebP(int quality) => _library.EncodeWebP(_image, quality);

    public byte[]? ToJpeg(int quality) => _library.EncodeJpeg(_image, quality);

    public void Dispose()
    {
        if (_image is not null)
        {
            _library.Destroy(_image);
            _image = null;
        }
    }
}
