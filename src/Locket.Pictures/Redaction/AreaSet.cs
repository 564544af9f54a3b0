namespace Locket.Pictures.Redaction;

/// <summary>Rectangles of one picture, counted, subtracted, cut out, blanked and put back.</summary>
internal static class AreaSet
{
    /// <summary>The pixels that lie in at least one of them.</summary>
    public static long CountCovered(IReadOnlyList<PictureArea> areas)
    {
        int[] edges = [.. areas.SelectMany(area => new[] { area.Y, area.Y + area.Height }).Distinct().Order()];
        long covered = 0;
        for (int i = 1; i < edges.Length; i++)
        {
            int top = edges[i - 1];
            int end = 0;
            foreach (PictureArea area in areas.Where(area => area.Y <= top && area.Y + area.Height > top).OrderBy(area => area.X))
            {
                int from = Math.Max(end, area.X);
                end = Math.Max(end, area.X + area.Width);
                covered += (long)(end - from) * (edges[i] - top);
            }
        }

        return covered;
    }

    /// <summary>Makes all pixels of them one opaque color.</summary>
    public static void Fill(Raster picture, IEnumerable<PictureArea> areas, RedactionColor color)
    {
        foreach (PictureArea area in areas)
        {
            for (int y = area.Y; y < area.Y + area.Height; y++)
            {
                Span<byte> row = RowOf(picture, area, y);
                for (int i = 0; i < row.Length; i += Raster.PixelInBytes)
                {
                    (row[i], row[i + 1], row[i + 2], row[i + 3]) = (color.Red, color.Green, color.Blue, byte.MaxValue);
                }
            }
        }
    }

    /// <summary>What is left of rectangles without others: those that these do not touch, and pieces of the rest.</summary>
    public static IReadOnlyList<PictureArea> Subtract(IReadOnlyList<PictureArea> from, IReadOnlyList<PictureArea> others)
    {
        List<PictureArea> left = [.. from];
        foreach (PictureArea other in others)
        {
            List<PictureArea> next = new(left.Count);
            left.ForEach(area => AddWithout(next, area, other));
            left = next;
        }

        return left;
    }

    /// <summary>Writes the samples of their pixels, one rectangle after another, each row by row.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="areas">The rectangles.</param>
    /// <param name="samples">Of a pixel: 3 without alpha, or 4.</param>
    /// <param name="target">So long as <see cref="LengthInBytes"/> says.</param>
    public static void Cut(Raster picture, IEnumerable<PictureArea> areas, int samples, Span<byte> target)
    {
        foreach (PictureArea area in areas)
        {
            for (int y = area.Y; y < area.Y + area.Height; y++)
            {
                ReadOnlySpan<byte> row = RowOf(picture, area, y);
                for (int i = 0; i < row.Length; i += Raster.PixelInBytes)
                {
                    row.Slice(i, samples).CopyTo(target);
                    target = target[samples..];
                }
            }
        }
    }

    /// <summary>The opposite of <see cref="Cut"/>.</summary>
    public static void Paste(Raster picture, IEnumerable<PictureArea> areas, int samples, ReadOnlySpan<byte> source)
    {
        foreach (PictureArea area in areas)
        {
            for (int y = area.Y; y < area.Y + area.Height; y++)
            {
                Span<byte> row = RowOf(picture, area, y);
                for (int i = 0; i < row.Length; i += Raster.PixelInBytes)
                {
                    row[i + 3] = byte.MaxValue;
                    source[..samples].CopyTo(row[i..]);
                    source = source[samples..];
                }
            }
        }
    }

    public static long LengthInBytes(IEnumerable<PictureArea> areas, int samples) => areas.Sum(area => area.PixelCount) * samples;

    private static void AddWithout(List<PictureArea> target, PictureArea area, PictureArea hole)
    {
        int left = Math.Max(area.X, hole.X);
        int top = Math.Max(area.Y, hole.Y);
        int right = Math.Min(area.X + area.Width, hole.X + hole.Width);
        int bottom = Math.Min(area.Y + area.Height, hole.Y + hole.Height);
        if (left >= right || top >= bottom)
        {
            target.Add(area);
            return;
        }

        // Above and below in full width, left and right beside the hole.
        AddIfAny(new(area.X, area.Y, area.Width, top - area.Y));
        AddIfAny(new(area.X, top, left - area.X, bottom - top));
        AddIfAny(new(right, top, area.X + area.Width - right, bottom - top));
        AddIfAny(new(area.X, bottom, area.Width, area.Y + area.Height - bottom));

        void AddIfAny(PictureArea piece)
        {
            if (piece is { Width: > 0, Height: > 0 })
            {
                target.Add(piece);
            }
        }
    }

    private static Span<byte> RowOf(Raster picture, PictureArea area, int y)
        => picture.Row(y).Slice(area.X * Raster.PixelInBytes, area.Width * Raster.PixelInBytes);
}
