namespace Locket.Pictures.Pixels;

/// <summary>
/// For formats without alpha: what a viewer would show on a white ground. Colors that lie under full transparency are seen by nobody, and
/// must not appear.
/// </summary>
internal static class WhiteGround
{
    /// <summary>Makes every pixel opaque.</summary>
    public static void Apply(Raster picture)
    {
        Span<byte> pixels = picture.Pixels;
        for (int i = 0; i < pixels.Length; i += Raster.PixelInBytes)
        {
            int alpha = pixels[i + 3];
            if (alpha != byte.MaxValue)
            {
                for (int channel = i; channel < i + 3; channel++)
                {
                    pixels[channel] = (byte)(((pixels[channel] * alpha) + (byte.MaxValue * (byte.MaxValue - alpha)) + 127) / byte.MaxValue);
                }

                pixels[i + 3] = byte.MaxValue;
            }
        }
    }
}
