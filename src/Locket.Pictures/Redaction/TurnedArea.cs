using Locket.Pictures.Pixels;

namespace Locket.Pictures.Redaction;

/// <summary>Rectangles between the picture as it is stored and as EXIF's orientation shows it.</summary>
internal static class TurnedArea
{
    /// <summary>Where a rectangle of the upright picture stands among the stored pixels.</summary>
    /// <param name="area">In the upright picture.</param>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="width">Of the upright picture.</param>
    /// <param name="height">Of the upright picture.</param>
    public static PictureArea ToStored(PictureArea area, int orientation, int width, int height)
    {
        // What is left of it and above it, and what is right of it and below.
        (int left, int top) = (area.X, area.Y);
        (int right, int bottom) = (width - area.X - area.Width, height - area.Y - area.Height);
        (int column, int row) = orientation switch
        {
            1 => (left, top),
            2 => (right, top),
            3 => (right, bottom),
            4 => (left, bottom),
            5 => (top, left),
            6 => (top, right),
            7 => (bottom, right),
            _ => (bottom, left),
        };
        return Turning.IsSideways(orientation) ? new(column, row, area.Height, area.Width) : new(column, row, area.Width, area.Height);
    }

    /// <summary>The opposite of <see cref="ToStored"/>: a quarter turn is undone by the other one, everything else by itself.</summary>
    /// <param name="area">Among the stored pixels.</param>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="width">Of the stored picture.</param>
    /// <param name="height">Of the stored picture.</param>
    public static PictureArea ToUpright(PictureArea area, int orientation, int width, int height)
        => ToStored(area, orientation switch { 6 => 8, 8 => 6, _ => orientation }, width, height);
}
