using System.Globalization;
using System.Text;

namespace Locket.Pictures.Showing;

/// <summary>Two pixels to a character: the upper half in the color of the text, the lower half in that of the background.</summary>
internal static class HalfBlocks
{
    private const char UpperHalf = '\u2580';
    private const char LowerHalf = '\u2584';

    /// <summary>Pixels of less than half the full alpha are left to the terminal's own background.</summary>
    private const byte Visible = 128;

    private const string Reset = "\e[0m";

    public static string Draw(Raster picture, bool isTrueColor)
    {
        StringBuilder text = new();
        for (int y = 0; y < picture.Height; y += 2)
        {
            string? front = null;
            string? back = null;
            for (int x = 0; x < picture.Width; x++)
            {
                string? upper = Color(picture, x, y, isTrueColor);
                string? lower = y + 1 < picture.Height ? Color(picture, x, y + 1, isTrueColor) : null;
                // With nothing above, the lower half is what is drawn; the background stays the terminal's.
                bool isOnlyLower = upper is null && lower is not null;
                string? ink = isOnlyLower ? lower : upper;
                string? paper = isOnlyLower ? null : lower;
                if (paper is null && back is not null)
                {
                    text.Append(Reset);
                    (front, back) = (null, null);
                }

                front = Switch(text, "38", front, ink);
                back = Switch(text, "48", back, paper);
                char half = isOnlyLower ? LowerHalf : UpperHalf;
                text.Append(ink is null ? ' ' : half);
            }

            text.Append(front is null && back is null ? string.Empty : Reset).Append('\n');
        }

        return text.ToString();
    }

    private static string? Switch(StringBuilder text, string layer, string? from, string? to)
    {
        if (to is null || string.Equals(from, to, StringComparison.Ordinal))
        {
            return from;
        }

        text.Append("\e[").Append(layer).Append(to).Append('m');
        return to;
    }

    private static string? Color(Raster picture, int x, int y, bool isTrueColor)
    {
        ReadOnlySpan<byte> pixel = picture.Row(y).Slice(x * Raster.PixelInBytes, Raster.PixelInBytes);
        if (pixel[3] < Visible)
        {
            return null;
        }

        return isTrueColor
            ? string.Create(CultureInfo.InvariantCulture, $";2;{pixel[0]};{pixel[1]};{pixel[2]}")
            : string.Create(CultureInfo.InvariantCulture, $";5;{XtermColors.Nearest(pixel[0], pixel[1], pixel[2])}");
    }
}
