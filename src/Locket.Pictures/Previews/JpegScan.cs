using System.Runtime.CompilerServices;

namespace Locket.Pictures.Previews;

/// <summary>
/// Decodes one scan (ISO/IEC 10918-1, annexes F and G) no further than a preview needs, and refuses whatever is out of order.
/// </summary>
internal sealed class JpegScan
{
    /// <summary>The last coefficient of the lowest two frequencies each way, in the file's order.</summary>
    private const int LastSlope = 4;

    // What a mean, a slope across or down, and one across both adds to the mean of a quarter of its block, times 2^13: 1/8 for a mean; for
    // a slope besides, for each way, the mean of cos((2x+1)π/16) over x = 0..3, and √2.
    private const int SlopeFactor = 928;
    private const int CrossFactor = 841;
    private const int FactorBits = 13;
    private const int MeanFactor = 1 << (FactorBits - 3);
    private const int Middle = 128;

    private const int LooksPerWindow = BitCursor.FilledBits / SkipTable.MaxBits;

    private readonly JpegFrame _frame;
    private readonly ScanComponent[] _components;
    private readonly EntropyBits _bits;

    public JpegScan(JpegFrame frame, ScanComponent[] components, EntropyBits bits)
    {
        _frame = frame;
        _components = components;
        _bits = bits;
    }

    /// <param name="file">The picture.</param>
    /// <param name="at">Where the scan's bits begin; becomes where they end.</param>
    /// <param name="restartInterval">Units between restart markers; 0 for none.</param>
    /// <returns>Whether all of it was there and in order.</returns>
    public bool TryDecode(ReadOnlySpan<byte> file, ref int at, int restartInterval)
    {
        bool isAlone = _components.Length == 1;
        JpegComponent first = _components[0].Color;
        int across = isAlone ? first.OwnBlocksAcross : _frame.UnitsAcross;
        int units = across * (isAlone ? first.OwnBlocksDown : _frame.UnitsDown);
        int interval = restartInterval == 0 ? units : restartInterval;
        for (int unit = 0, restart = 0; unit < units; unit += interval, restart++)
        {
            // RST0 to RST7 in turn (B.2.1, E.2.4).
            if (unit > 0)
            {
                if (at + 2 > file.Length || file[at] != byte.MaxValue || file[at + 1] != 0xD0 + ((restart - 1) & 7))
                {
                    return false;
                }

                at += 2;
            }

            _bits.Take(file, ref at);
            if (!TryDecode(unit, Math.Min(unit + interval, units), across, isAlone))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Units of one restart interval.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryDecode(int unit, int end, int across, bool isAlone)
    {
        Array.ForEach(_components, one => one.Mean = 0);
        BitCursor cursor = default;
        ReadOnlySpan<byte> bytes = _bits.Bytes;
        (int y, int x) = Math.DivRem(unit, across);
        for (; unit < end; unit++)
        {
            foreach (ScanComponent one in _components)
            {
                int columns = isAlone ? 1 : one.Color.Across;
                int rows = isAlone ? 1 : one.Color.Down;
                for (int row = y * rows; row < (y + 1) * rows; row++)
                {
                    for (int column = x * columns; column < (x + 1) * columns; column++)
                    {
                        if (!TryPassBlock(bytes, one, ref cursor) || cursor.Place > _bits.LengthInBits)
                        {
                            return false;
                        }

                        Put(one, column, row);
                    }
                }
            }

            if (++x == across)
            {
                x = 0;
                y++;
            }
        }

        return true;
    }

    /// <returns>Whether the block is in order; the cursor then stands behind it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryPassBlock(ReadOnlySpan<byte> bytes, ScanComponent one, ref BitCursor cursor)
    {
        // A copy stays in registers.
        BitCursor bits = cursor;

        // 1. The difference to the mean before.
        bits.Fill(bytes);
        int difference = one.Differences.Entries[(int)(bits.Window >> (64 - DifferenceTable.IndexBits))];
        if (difference == 0)
        {
            difference = one.Differences.Find(bits.Window);
            if (difference == 0)
            {
                return false;
            }
        }

        bits.Pass(difference);
        one.Mean += difference >> 8;
        if (one.Others is not SkipTable others)
        {
            cursor = bits;
            return true;
        }

        // 2. The coefficients that are wanted.
        int next = 1;
        if (one.Color.Side > 1)
        {
            next = ReadSlopes(bytes, one.Slopes, others, bits, out BitCursor behind);
            if (next == 0)
            {
                return false;
            }

            bits = behind;
        }

        // 3. The others, passed over.
        ReadOnlySpan<ushort> entries = others.Entries;
        while (next < SkipTable.BlockLength)
        {
            bits.Fill(bytes);
            int entry;
            int left = LooksPerWindow;
            do
            {
                entry = entries[(int)(bits.Window >> (64 - SkipTable.IndexBits))];
                bits.Pass(entry);
                next += entry >> SkipTable.CountShift;
                if (next >= SkipTable.BlockLength)
                {
                    break;
                }
            }
            while (--left > 0);

            if (next <= SkipTable.BlockLength || (uint)(next - SkipTable.BlockEnd) < SkipTable.BlockLength)
            {
                continue;
            }

            // Back by this entry, since it holds no whole code, or codes from behind the block's end; then a single code.
            bits = BitCursor.Before(bytes, bits.Place, entry & 63);
            next -= entry >> SkipTable.CountShift;
            int found = others.Code.Find(bits.Window);
            int step = SkipTable.Step(found);
            bits.Pass(step);
            next += step >> SkipTable.CountShift;
            if (found == 0 || next is > SkipTable.BlockLength and < SkipTable.BlockEnd)
            {
                return false;
            }
        }

        cursor = bits;
        return true;
    }

    /// <returns>The coefficient that comes next, 64 or more where the block ended, 0 where it is out of order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ReadSlopes(ReadOnlySpan<byte> bytes, Span<int> slopes, SkipTable others, BitCursor from, out BitCursor behind)
    {
        BitCursor bits = from;
        ReadOnlySpan<int> numbers = others.Numbers;
        slopes.Clear();
        behind = default;
        int next = 1;
        while (next <= LastSlope)
        {
            bits.Fill(bytes);
            int number = numbers[(int)(bits.Window >> (64 - SkipTable.NumberIndexBits))];
            if (number == 0)
            {
                number = others.FindNumber(bits.Window);
                if (number == 0)
                {
                    return 0;
                }
            }

            bits.Pass(number);
            next += (number & ((1 << SkipTable.NumberShift) - 1)) >> SkipTable.CountShift;
            if (next <= slopes.Length)
            {
                slopes[next - 1] = number >> SkipTable.NumberShift;
            }
        }

        behind = bits;
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Put(ScanComponent one, int column, int row)
    {
        JpegComponent color = one.Color;
        int mean = (one.Mean << one.MissingBits) + ((1 << one.MissingBits) >> 1);
        mean = (mean * one.Steps[0] * MeanFactor) + (Middle << FactorBits) + (1 << (FactorBits - 1));
        if (color.Side == 1)
        {
            color.Samples[(row * color.Stride) + column] = Sample(mean);
            return;
        }

        int across = one.Slopes[1] * one.Steps[1] * SlopeFactor;
        int down = one.Slopes[2] * one.Steps[2] * SlopeFactor;
        int cross = one.Slopes[4] * one.Steps[4] * CrossFactor;
        Span<byte> samples = color.Samples.AsSpan((row * 2 * color.Stride) + (column * 2));
        samples[0] = Sample(mean + across + down + cross);
        samples[1] = Sample(mean - across + down - cross);
        samples[color.Stride] = Sample(mean + across - down - cross);
        samples[color.Stride + 1] = Sample(mean - across - down + cross);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Sample(int value) => (byte)Math.Clamp(value >> FactorBits, 0, byte.MaxValue);
}
