using System.Globalization;
using System.Text;

namespace Locket.Pictures.Showing;

/// <summary>Kitty's graphics protocol: pixels as base64, in pieces of at most 4096 characters, without an answer.</summary>
internal static class KittyImage
{
    private const int PieceInCharacters = 4096;

    public static string Draw(Raster picture)
    {
        string pixels = Convert.ToBase64String(picture.Pixels);
        StringBuilder text = new(pixels.Length + 256);
        for (int at = 0; at < pixels.Length; at += PieceInCharacters)
        {
            int length = Math.Min(PieceInCharacters, pixels.Length - at);
            text.Append("\e_G");
            if (at == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"a=T,f=32,s={picture.Width},v={picture.Height},q=2,");
            }

            text.Append("m=").Append(at + length < pixels.Length ? '1' : '0').Append(';').Append(pixels, at, length).Append("\e\\");
        }

        return text.Append('\n').ToString();
    }
}
