using System.Globalization;

namespace Locket.Pictures;

/// <summary>A rectangle of a picture, in pixels as a viewer shows it: upright, from the top left.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PictureArea(int X, int Y, int Width, int Height)
{
    private const int Percent = 100;

    /// <summary>Pixels in it.</summary>
    public long PixelCount => (long)Width * Height;

    /// <summary>
    /// Reads four measures with commas between them, <c>X,Y,WIDTH,HEIGHT</c>, each in pixels or in percent of the picture's side
    /// (<c>12.5%</c>). Percent are rounded so that the rectangle grows.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Of the picture, upright.</param>
    /// <param name="height">Of the picture, upright.</param>
    /// <param name="area">The rectangle, not yet known to lie in the picture.</param>
    /// <returns>Whether the text is four such measures.</returns>
    public static bool TryParse(string text, int width, int height, out PictureArea area)
    {
        ArgumentNullException.ThrowIfNull(text);
        area = default;
        string[] words = text.Split(',');
        if (words.Length != 4
            || !TryMeasure(words[0], width, out decimal left) || !TryMeasure(words[1], height, out decimal top)
            || !TryMeasure(words[2], width, out decimal across) || !TryMeasure(words[3], height, out decimal down))
        {
            return false;
        }

        (int x, int columns) = Outward(left, across);
        (int y, int rows) = Outward(top, down);
        area = new PictureArea(x, y, columns, rows);
        return true;
    }

    /// <summary>Four numbers with commas between them.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X},{Y},{Width},{Height}");

    /// <summary>Whether it has pixels, all of them in the picture.</summary>
    internal bool IsIn(int width, int height)
        => X >= 0 && Y >= 0 && Width > 0 && Height > 0 && (long)X + Width <= width && (long)Y + Height <= height;

    /// <summary>A rectangle of the picture with more pixels on each side, as far as the picture has them.</summary>
    internal PictureArea Widened(int margin, int width, int height)
    {
        int left = Math.Max(0, X - margin);
        int top = Math.Max(0, Y - margin);
        int right = (int)Math.Min(width, (long)X + Width + margin);
        int bottom = (int)Math.Min(height, (long)Y + Height + margin);
        return new PictureArea(left, top, right - left, bottom - top);
    }

    private static (int Start, int Length) Outward(decimal start, decimal length)
    {
        int first = (int)Math.Floor(start);
        return (first, (int)Math.Min(Math.Ceiling(start + length) - first, int.MaxValue));
    }

    private static bool TryMeasure(string word, int side, out decimal value)
    {
        bool isPercent = word.EndsWith('%');
        NumberStyles style = isPercent ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        if (!decimal.TryParse(isPercent ? word[..^1] : word, style, CultureInfo.InvariantCulture, out value) || value > int.MaxValue)
        {
            return false;
        }

        value = isPercent ? value * side / Percent : value;
        return value <= int.MaxValue;
    }
}
