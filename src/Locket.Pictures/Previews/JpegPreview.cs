using System.Buffers.Binary;

namespace Locket.Pictures.Previews;

/// <summary>
/// Makes small pictures of large JPEGs from the first coefficients of their blocks, which are the blocks' means, without decoding the rest
/// (docs/pictures.md, "Previews of JPEG"). Whatever is unusual or out of order is left to a whole decoder.
/// </summary>
internal sealed class JpegPreview
{
    private const int BlockSide = 8;

    /// <summary>Where bits are missing, an error of at most one level of 256 is accepted; a mean is eight times a level.</summary>
    private const int LargestMissingStep = 16;

    private readonly CodeCache<DifferenceTable> _differences = new(code => new DifferenceTable(code));
    private readonly CodeCache<SkipTable> _others = new(code => new SkipTable(code));
    private readonly EntropyBits _bits = new();

    /// <summary>The samples of each color, kept since every new array costs a page fault for each page.</summary>
    private readonly byte[][] _samples = [[], [], []];

    /// <param name="file">A JPEG.</param>
    /// <param name="maxSide">The longest side of the preview, in pixels; the picture's must be at least four times as long.</param>
    /// <param name="maxPixels">Of the picture.</param>
    /// <returns>The preview, or <see langword="null"/>.</returns>
    public Raster? Make(ReadOnlySpan<byte> file, int maxSide, long maxPixels)
    {
        if (file.Length > EntropyBits.MaxFileInBytes || !file.StartsWith([byte.MaxValue, JpegMark.Start]))
        {
            return null;
        }

        JpegTables tables = new();
        JpegFrame? frame = null;
        bool isRgb = false;
        int restartInterval = 0;
        for (int at = 2; TryReadSegment(file, ref at, out byte mark, out ReadOnlySpan<byte> segment);)
        {
            bool isWell = true;
            switch (mark)
            {
                case JpegMark.Quantization:
                    isWell = tables.TryTakeSteps(segment);
                    break;
                case JpegMark.Codes:
                    isWell = tables.TryTakeCodes(segment);
                    break;
                case JpegMark.RestartInterval:
                    isWell = segment.Length == 2;
                    restartInterval = isWell ? BinaryPrimitives.ReadUInt16BigEndian(segment) : 0;
                    break;
                case JpegMark.Adobe when segment.StartsWith("Adobe"u8) && segment.Length >= 12:
                    isRgb = segment[11] == 0;
                    break;
                case JpegMark.Baseline or JpegMark.Sequential or JpegMark.Progressive:
                    bool isFirst = frame is null;
                    frame = JpegFrame.TryRead(segment, mark == JpegMark.Progressive);
                    isWell = isFirst && frame is not null && (long)frame.Width * frame.Height <= maxPixels && TryScale(frame, maxSide);
                    break;
                case JpegMark.Scan:
                    isWell = frame is not null
                        && ReadScan(frame, tables, segment) is JpegScan scan
                        && scan.TryDecode(file, ref at, restartInterval);
                    break;
                default:
                    isWell = JpegMark.IsPassedOver(mark);
                    break;
            }

            if (!isWell)
            {
                return null;
            }

            if (frame is not null && Array.TrueForAll(frame.Components, one => one.IsRead))
            {
                return new PreviewColors(frame, maxSide, isRgb || HasNamesOfRgb(frame)).Make();
            }
        }

        return null;
    }

    /// <summary>Reads one segment that has a length; bytes between segments are out of order.</summary>
    private static bool TryReadSegment(ReadOnlySpan<byte> file, ref int at, out byte mark, out ReadOnlySpan<byte> segment)
    {
        mark = 0;
        segment = default;
        while (at + 1 < file.Length && file[at] == byte.MaxValue && file[at + 1] == byte.MaxValue)
        {
            at++;
        }

        if (at + 4 > file.Length || file[at] != byte.MaxValue)
        {
            return false;
        }

        mark = file[at + 1];
        int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        if (length < 2 || at + 2 + length > file.Length)
        {
            return false;
        }

        segment = file.Slice(at + 4, length - 2);
        at += 2 + length;
        return true;
    }

    /// <summary>
    /// Chooses how many samples of a block each color needs: its samples shall not be larger than a pixel of the preview.
    /// </summary>
    private static bool TryScale(JpegFrame frame, int maxSide)
    {
        int longest = Math.Max(frame.Width, frame.Height);
        foreach (JpegComponent one in frame.Components)
        {
            (int width, int height) = (BlockSide * frame.MaxAcross / one.Across, BlockSide * frame.MaxDown / one.Down);
            bool isTooCoarse = (long)Math.Max(width, height) * maxSide > longest;
            one.Side = isTooCoarse && !frame.IsProgressive ? 2 : 1;
            (one.CellWidth, one.CellHeight) = (width / one.Side, height / one.Side);
        }

        // The first color is the brightness, whose details are what the eye sees.
        JpegComponent first = frame.Components[0];
        return (long)Math.Max(first.CellWidth, first.CellHeight) * maxSide <= longest;
    }

    private JpegScan? ReadScan(JpegFrame frame, JpegTables tables, ReadOnlySpan<byte> segment)
    {
        int count = segment.IsEmpty ? 0 : segment[0];
        if (count == 0 || count > frame.Components.Length || segment.Length != (2 * count) + 4)
        {
            return null;
        }

        // Which coefficients, and which of their bits; a progressive picture begins with scans of means alone (G.1.1.1.1).
        (int from, int to, int bits) = (segment[^3], segment[^2], segment[^1]);
        if (frame.IsProgressive ? (from, to, bits >> 4) != (0, 0, 0) || bits > 13 : (from, to, bits) != (0, 63, 0))
        {
            return null;
        }

        ScanComponent[] components = new ScanComponent[count];
        for (int i = 0; i < count; i++)
        {
            byte id = segment[1 + (2 * i)];
            int codes = segment[2 + (2 * i)];
            JpegComponent? color = Array.Find(frame.Components, one => one.Id == id && !one.IsRead);
            SkipTable? others = frame.IsProgressive ? null : _others.Find(tables.OtherCode(codes & 15));
            if (color is null || _differences.Find(tables.DifferenceCode(codes >> 4)) is not DifferenceTable differences
                || tables.Steps(color.Quantization) is not ushort[] steps || (others is null && !frame.IsProgressive)
                || (bits > 0 && steps[0] << bits > LargestMissingStep))
            {
                return null;
            }

            color.Samples = Room(Array.IndexOf(frame.Components, color), color.Stride * color.BlocksDown * color.Side);
            color.IsRead = true;
            components[i] = new ScanComponent
            {
                Color = color,
                Differences = differences,
                Others = others,
                Steps = steps,
                MissingBits = bits,
            };
        }

        return new JpegScan(frame, components, _bits);
    }

    private byte[] Room(int color, int length)
    {
        if (_samples[color].Length < length)
        {
            _samples[color] = new byte[length];
        }

        Array.Clear(_samples[color], 0, length);
        return _samples[color];
    }

    /// <summary>Some programs write red, green and blue and say so by the colors' names alone.</summary>
    private static bool HasNamesOfRgb(JpegFrame frame)
        => frame.Components is [{ Id: (byte)'R' }, { Id: (byte)'G' }, { Id: (byte)'B' }];
}
