using System.Globalization;
using System.Text;

namespace Locket.Pictures.Showing;

/// <summary>DEC's sixel graphics: bands of six rows, one color of a band after another, runs shortened.</summary>
internal static class SixelImage
{
    private const int Band = 6;
    private const int Nothing = -1;
    private const byte Visible = 128;
    private const int ShortestRun = 4;

    // 252 colors: the eye tells greens apart best. Terminals have 256 registers.
    private const int Reds = 6;
    private const int Greens = 7;
    private const int Blues = 6;

    /// <summary>Thresholds of an ordered dither, in parts of 16 (Bayer).</summary>
    private static ReadOnlySpan<byte> Dither => [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    public static string Draw(Raster picture)
    {
        int[] colors = Reduce(picture);
        StringBuilder text = new();

        // Transparent where nothing is drawn; square pixels; the size.
        text.Append(CultureInfo.InvariantCulture, $"\eP0;1;0q\"1;1;{picture.Width};{picture.Height}");
        foreach (int color in colors.Distinct().Where(color => color != Nothing).Order())
        {
            int red = color / (Greens * Blues) * 100 / (Reds - 1);
            int green = color / Blues % Greens * 100 / (Greens - 1);
            int blue = color % Blues * 100 / (Blues - 1);
            text.Append(CultureInfo.InvariantCulture, $"#{color};2;{red};{green};{blue}");
        }

        for (int top = 0; top < picture.Height; top += Band)
        {
            DrawBand(text, colors, picture.Width, top, Math.Min(Band, picture.Height - top));
            text.Append('-');
        }

        return text.Append("\e\\\n").ToString();
    }

    private static void DrawBand(StringBuilder text, int[] colors, int width, int top, int rows)
    {
        ReadOnlySpan<int> band = colors.AsSpan(top * width, rows * width);
        bool isFirst = true;
        foreach (int color in band.ToArray().Distinct().Where(color => color != Nothing).Order())
        {
            text.Append(isFirst ? string.Empty : "$").Append(CultureInfo.InvariantCulture, $"#{color}");
            isFirst = false;
            char last = '\0';
            int run = 0;
            for (int x = 0; x < width; x++)
            {
                int bits = 0;
                for (int y = 0; y < rows; y++)
                {
                    bits |= band[(y * width) + x] == color ? 1 << y : 0;
                }

                char sixel = (char)('?' + bits);
                if (sixel != last)
                {
                    AppendRun(text, last, run);
                    (last, run) = (sixel, 0);
                }

                run++;
            }

            // Nothing at the end of a line need not be drawn.
            AppendRun(text, last, last == '?' ? 0 : run);
        }
    }

    private static void AppendRun(StringBuilder text, char sixel, int run)
    {
        if (run >= ShortestRun)
        {
            text.Append(CultureInfo.InvariantCulture, $"!{run}{sixel}");
        }
        else
        {
            text.Append(sixel, run);
        }
    }

    private static int[] Reduce(Raster picture)
    {
        int[] colors = new int[picture.Width * picture.Height];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            for (int x = 0; x < picture.Width; x++)
            {
                ReadOnlySpan<byte> pixel = row.Slice(x * Raster.PixelInBytes, Raster.PixelInBytes);
                int threshold = Dither[(y % 4 * 4) + (x % 4)];
                colors[(y * picture.Width) + x] = pixel[3] < Visible ? Nothing : ColorOf(pixel, threshold);
            }
        }

        return colors;
    }

    private static int ColorOf(ReadOnlySpan<byte> pixel, int threshold)
    {
        int redAndGreen = (Level(pixel[0], Reds, threshold) * Greens) + Level(pixel[1], Greens, threshold);
        return (redAndGreen * Blues) + Level(pixel[2], Blues, threshold);
    }

    /// <summary>The level below, or the one above where the rest exceeds the threshold.</summary>
    private static int Level(byte value, int levels, int threshold)
    {
        int scaled = value * (levels - 1);
        int below = scaled / byte.MaxValue;
        return below + (scaled % byte.MaxValue * 32 > byte.MaxValue * ((2 * threshold) + 1) ? 1 : 0);
    }
}
