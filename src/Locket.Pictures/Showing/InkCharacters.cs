using System.Text;

namespace Locket.Pictures.Showing;

/// <summary>A character for two pixels, the brighter the more ink: light on dark, as most terminals are.</summary>
internal static class InkCharacters
{
    private const string Ramp = " .:-=+*#%@";

    public static string Draw(Raster picture)
    {
        StringBuilder text = new();
        for (int y = 0; y < picture.Height; y += 2)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int light = Light(picture, x, y);
                int mean = y + 1 < picture.Height ? (light + Light(picture, x, y + 1)) / 2 : light;
                text.Append(Ramp[mean * Ramp.Length / (byte.MaxValue + 1)]);
            }

            // Spaces at the end of a line show nothing.
            while (text.Length > 0 && text[^1] == ' ')
            {
                text.Length--;
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Luma as television has it (ITU-R BT.601); what is transparent is dark.</summary>
    private static int Light(Raster picture, int x, int y)
    {
        ReadOnlySpan<byte> pixel = picture.Row(y).Slice(x * Raster.PixelInBytes, Raster.PixelInBytes);
        return ((pixel[0] * 77) + (pixel[1] * 150) + (pixel[2] * 29)) / 256 * pixel[3] / byte.MaxValue;
    }
}
