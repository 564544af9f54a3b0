using Locket.Pictures.Pixels;

namespace Locket.Pictures.Decoding;

/// <summary>Makes a small picture file of any pixels, within a length: a JPEG of an opaque picture, a PNG of another.</summary>
internal sealed class ThumbnailEncoder
{
    private static readonly int[] Qualities = [82, 65, 45];

    private readonly GdLibrary? _gd;

    /// <param name="gd">Without it, everything becomes a PNG.</param>
    public ThumbnailEncoder(GdLibrary? gd)
    {
        _gd = gd;
    }

    public (DecodableFormat Format, Raster Picture, byte[] File)? Encode(IPixelRows source, int orientation, int maxSide, int maxLength)
    {
        (int width, int height) = BoxScaler.Fit(source.Width, source.Height, maxSide);
        BoxScaler scaler = new(source.Width, source.Height, width, height);
        byte[] row = new byte[source.Width * Raster.PixelInBytes];
        for (int y = 0; y < source.Height; y++)
        {
            source.ReadRow(y, row);
            scaler.AddRow(row);
        }

        return Encode(scaler.Finish(), orientation, maxLength);
    }

    /// <summary>The same with a picture that is small already.</summary>
    public (DecodableFormat Format, Raster Picture, byte[] File)? Encode(Raster small, int orientation, int maxLength)
    {
        Raster picture = Turning.Apply(small, orientation);
        while (true)
        {
            if (EncodeOnce(picture, maxLength) is (DecodableFormat format, byte[] file))
            {
                return (format, picture, file);
            }

            if (Math.Max(picture.Width, picture.Height) == 1)
            {
                return null;
            }

            (int width, int height) = BoxScaler.Fit(picture.Width, picture.Height, (Math.Max(picture.Width, picture.Height) * 3 / 4) | 1);
            picture = BoxScaler.Scale(picture, width, height);
        }
    }

    public byte[]? EncodeJpeg(Raster picture, int quality)
    {
        using GdImage? image = _gd?.Create(picture.Width, picture.Height);
        if (image is null)
        {
            return null;
        }

        for (int y = 0; y < picture.Height; y++)
        {
            image.WriteRow(y, picture.Row(y));
        }

        return image.ToJpeg(quality) is byte[] file ? JpegComments.Without(file) : null;
    }

    private (DecodableFormat Format, byte[] File)? EncodeOnce(Raster picture, int maxLength)
    {
        if (_gd is null || !picture.IsOpaque)
        {
            byte[] png = PngWriter.Write(picture);
            if (png.Length <= maxLength)
            {
                return (DecodableFormat.Png, png);
            }
        }

        if (_gd is null)
        {
            return null;
        }

        Raster opaque = OnWhite(picture);
        foreach (int quality in Qualities)
        {
            if (EncodeJpeg(opaque, quality) is byte[] jpeg && jpeg.Length <= maxLength)
            {
                return (DecodableFormat.Jpeg, jpeg);
            }
        }

        return null;
    }

    private static Raster OnWhite(Raster picture)
    {
        if (picture.IsOpaque)
        {
            return picture;
        }

        Raster opaque = new(picture.Width, picture.Height, picture.Pixels.ToArray());
        Span<byte> pixels = opaque.Pixels;
        for (int i = 0; i < pixels.Length; i += Raster.PixelInBytes)
        {
            int alpha = pixels[i + 3];
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[i + channel] = (byte)(
                    ((pixels[i + channel] * alpha) + (byte.MaxValue * (byte.MaxValue - alpha)) + 127) / byte.MaxValue);
            }

            pixels[i + 3] = byte.MaxValue;
        }

        return opaque;
    }
}
