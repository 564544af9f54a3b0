namespace Locket.Classic.Explanation;

/// <summary>The picture that is encrypted in explanations: a padlock with a keyhole, drawn at any size.</summary>
internal static class Padlock
{
    // The drawing's own measures; any size in pixels is mapped to them.
    private const double UnitsAcross = 36;
    private const double UnitsDown = 24;

    private static ReadOnlySpan<byte> Paper => [245, 240, 225, 0];

    private static ReadOnlySpan<byte> Body => [150, 95, 20, 0];

    private static ReadOnlySpan<byte> Shackle => [70, 80, 100, 0];

    private static ReadOnlySpan<byte> Keyhole => [255, 225, 120, 0];

    public static byte[] Draw(int width, int height)
    {
        byte[] pixels = new byte[width * height * ExplanationPicture.PixelInBytes];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                double x = (column + 0.5) * UnitsAcross / width;
                double y = (row + 0.5) * UnitsDown / height;
                ColorAt(x, y).CopyTo(pixels.AsSpan(((row * width) + column) * ExplanationPicture.PixelInBytes));
            }
        }

        return pixels;
    }

    private static ReadOnlySpan<byte> ColorAt(double x, double y)
    {
        double fromMiddle = Math.Abs(x - 18);
        bool inSlot = y is > 15 and < 20 && fromMiddle < 1 + ((y - 15) * 0.2);
        if (inSlot || Math.Pow(x - 18, 2) + Math.Pow(y - 14.5, 2) < 5)
        {
            return Keyhole;
        }

        if (fromMiddle < 10 && y is > 10 and < 22)
        {
            return Body;
        }

        double radius = Math.Sqrt(Math.Pow(x - 18, 2) + Math.Pow(Math.Min(y, 9) - 9, 2));
        return y <= 10 && radius is > 4.5 and < 7.5 ? Shackle : Paper;
    }
}
