namespace Locket.Pictures.Previews;

/// <summary>What a frame header says (ISO/IEC 10918-1, B.2.2), of the kinds that previews are made of.</summary>
internal sealed class JpegFrame
{
    private const int HeadInBytes = 6;
    private const int ComponentInBytes = 3;
    private const int MaxFactor = 4;
    private const int BlockSide = 8;

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required bool IsProgressive { get; init; }

    /// <summary>One, or three.</summary>
    public required JpegComponent[] Components { get; init; }

    /// <summary>The largest of all colors.</summary>
    public int MaxAcross { get; private init; }

    public int MaxDown { get; private init; }

    public int UnitsAcross { get; private init; }

    public int UnitsDown { get; private init; }

    /// <param name="segment">Without its length.</param>
    /// <param name="isProgressive">Which of two markers it had.</param>
    /// <returns><see langword="null"/> for anything else: 12 bits, four colors, a height that comes later.</returns>
    public static JpegFrame? TryRead(ReadOnlySpan<byte> segment, bool isProgressive)
    {
        if (segment.Length < HeadInBytes || segment[0] != 8 || segment[5] is not (1 or 3)
            || segment.Length != HeadInBytes + (segment[5] * ComponentInBytes))
        {
            return null;
        }

        JpegComponent[] components = new JpegComponent[segment[5]];
        for (int i = 0; i < components.Length; i++)
        {
            ReadOnlySpan<byte> one = segment.Slice(HeadInBytes + (i * ComponentInBytes), ComponentInBytes);
            components[i] = new JpegComponent { Id = one[0], Across = one[1] >> 4, Down = one[1] & 15, Quantization = one[2] };
        }

        int maxAcross = components.Max(one => one.Across);
        int maxDown = components.Max(one => one.Down);
        (int width, int height) = ((segment[3] << 8) | segment[4], (segment[1] << 8) | segment[2]);
        if (width == 0 || height == 0 || components.DistinctBy(one => one.Id).Count() != components.Length || components.Any(
            one => one.Across is < 1 or > MaxFactor || one.Down is < 1 or > MaxFactor || one.Quantization > 3
                || maxAcross % one.Across != 0 || maxDown % one.Down != 0))
        {
            return null;
        }

        JpegFrame frame = new()
        {
            Width = width,
            Height = height,
            IsProgressive = isProgressive,
            Components = components,
            MaxAcross = maxAcross,
            MaxDown = maxDown,
            UnitsAcross = Units(width, maxAcross),
            UnitsDown = Units(height, maxDown),
        };
        foreach (JpegComponent one in components)
        {
            one.BlocksAcross = frame.UnitsAcross * one.Across;
            one.BlocksDown = frame.UnitsDown * one.Down;
            one.OwnBlocksAcross = Units(width, maxAcross / one.Across);
            one.OwnBlocksDown = Units(height, maxDown / one.Down);
        }

        return frame;
    }

    private static int Units(int pixels, int blocks) => (pixels + (BlockSide * blocks) - 1) / (BlockSide * blocks);
}
