namespace Locket.Pictures.Showing;

/// <summary>The 240 colors of xterm that are the same everywhere: a cube of 6 x 6 x 6, and 24 grays.</summary>
internal static class XtermColors
{
    private const int Cube = 16;
    private const int Grays = 232;
    private const int GrayCount = 24;
    private const int FirstGray = 8;
    private const int GrayStep = 10;

    private static ReadOnlySpan<byte> Levels => [0, 95, 135, 175, 215, 255];

    public static int Nearest(byte red, byte green, byte blue)
    {
        (int r, int g, int b) = (Level(red), Level(green), Level(blue));
        int inCube = Distance(red, green, blue, Levels[r], Levels[g], Levels[b]);
        int step = Math.Clamp((((red + green + blue) / 3) - FirstGray + (GrayStep / 2)) / GrayStep, 0, GrayCount - 1);
        int gray = FirstGray + (step * GrayStep);
        return Distance(red, green, blue, gray, gray, gray) < inCube ? Grays + step : Cube + (36 * r) + (6 * g) + b;
    }

    private static int Level(byte value)
    {
        int nearest = 0;
        for (int i = 1; i < Levels.Length; i++)
        {
            nearest = Math.Abs(Levels[i] - value) < Math.Abs(Levels[nearest] - value) ? i : nearest;
        }

        return nearest;
    }

    private static int Distance(int red, int green, int blue, int otherRed, int otherGreen, int otherBlue)
        => ((red - otherRed) * (red - otherRed))
            + ((green - otherGreen) * (green - otherGreen))
            + ((blue - otherBlue) * (blue - otherBlue));
}
