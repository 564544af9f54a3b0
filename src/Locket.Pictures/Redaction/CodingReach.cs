using Locket.Pictures.Pixels;

namespace Locket.Pictures.Redaction;

/// <summary>
/// How far what is hidden shows around itself in the decoded pixels of an original that was coded with loss (docs/pictures.md, "How far
/// it reaches"): into whole blocks of the coding, and a little over their edges.
/// </summary>
/// <param name="BlockWidth">Of the coding, in stored pixels; 1 where the coding loses nothing.</param>
/// <param name="BlockHeight">In stored pixels.</param>
/// <param name="BeforeX">Pixels that a coder looks at outside of a block, on each side.</param>
/// <param name="BeforeY">Above and below.</param>
/// <param name="AfterX">Pixels outside of a block that a decoder makes with its help, on each side.</param>
/// <param name="AfterY">Above and below.</param>
internal sealed record CodingReach(int BlockWidth, int BlockHeight, int BeforeX, int BeforeY, int AfterX, int AfterY)
{
    /// <summary>Every pixel is coded as it was.</summary>
    public static CodingReach None { get; } = new(1, 1, 0, 0, 0, 0);

    public bool IsLossless => BlockWidth == 1;

    /// <summary>What EXIF's orientation makes of the stored pixels, 1 to 8: blocks are counted as stored.</summary>
    public int Orientation { get; init; } = Turning.Upright;

    /// <summary>Whether its levels of transparency were chosen for the picture as a whole, so that no margin is enough for them.</summary>
    public bool HasReducedAlpha { get; init; }

    /// <summary>How an original was coded.</summary>
    /// <param name="picture">From its position on; put back there.</param>
    /// <param name="input">What was recognized.</param>
    public static CodingReach Of(Stream picture, PictureInput input)
    {
        long start = picture.Position;
        CodingReach reach = input.Format switch
        {
            DecodableFormat.Jpeg => JpegReach.Read(picture),
            DecodableFormat.WebP => WebPCoding.Read(picture),
            _ => None,
        };
        picture.Position = start;
        return reach with { Orientation = input.Orientation };
    }

    /// <summary>A rectangle with every pixel around it that may hold a trace of it. Of several together, it is that of each.</summary>
    /// <param name="area">In the picture, upright.</param>
    /// <param name="width">Of the picture, upright.</param>
    /// <param name="height">Of the picture, upright.</param>
    public PictureArea Around(PictureArea area, int width, int height)
    {
        PictureArea stored = TurnedArea.ToStored(area, Orientation, width, height);
        (int storedWidth, int storedHeight) = Turning.IsSideways(Orientation) ? (height, width) : (width, height);
        (int x, int columns) = Widen(stored.X, stored.Width, storedWidth, BlockWidth, BeforeX, AfterX);
        (int y, int rows) = Widen(stored.Y, stored.Height, storedHeight, BlockHeight, BeforeY, AfterY);
        return TurnedArea.ToUpright(new PictureArea(x, y, columns, rows), Orientation, storedWidth, storedHeight);
    }

    private static (int Start, int Length) Widen(int start, int length, int side, int block, int before, int after)
    {
        int first = (Math.Max(0, start - before) / block * block) - after;
        long last = ((start + (long)length + before + block - 1) / block * block) + after;
        first = Math.Max(0, first);
        return (first, (int)Math.Min(side, last) - first);
    }
}
