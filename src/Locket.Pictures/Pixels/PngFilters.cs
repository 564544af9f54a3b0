using System.Runtime.CompilerServices;

namespace Locket.Pictures.Pixels;

/// <summary>The five filters of a PNG's rows (ISO/IEC 15948, clause 9).</summary>
internal static class PngFilters
{
    public const int Count = 5;

    private const int None = 0;
    private const int Sub = 1;
    private const int Up = 2;
    private const int Average = 3;
    private const int Paeth = 4;

    /// <summary>Takes a filter off a row, in place.</summary>
    /// <param name="filter">The row's first byte.</param>
    /// <param name="row">The row behind its first byte.</param>
    /// <param name="above">The row above, of the same length; zeros above the first.</param>
    /// <param name="distance">Bytes between a sample and its neighbor on the left.</param>
    /// <returns>Whether there is such a filter.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRemove(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (filter)
        {
            case None:
                return true;
            case Sub:
                for (int i = distance; i < row.Length; i++)
                {
                    row[i] += row[i - distance];
                }

                return true;
            case Up:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                return true;
            case Average:
                for (int i = 0; i < row.Length; i++)
                {
                    int left = i >= distance ? row[i - distance] : 0;
                    row[i] += (byte)((left + above[i]) / 2);
                }

                return true;
            case Paeth:
                for (int i = 0; i < row.Length; i++)
                {
                    (int left, int corner) = i >= distance ? (row[i - distance], above[i - distance]) : (0, 0);
                    row[i] += Predict(left, above[i], corner);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Puts a filter on a row.</summary>
    /// <returns>The sum of the results as signed bytes without their signs: the less, the better it compresses, as a rule.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> filtered)
    {
        long sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            (int left, int corner) = i >= distance ? (row[i - distance], above[i - distance]) : (0, 0);
            int predicted = filter switch
            {
                Sub => left,
                Up => above[i],
                Average => (left + above[i]) / 2,
                Paeth => Predict(left, above[i], corner),
                _ => 0,
            };
            byte value = (byte)(row[i] - predicted);
            filtered[i] = value;
            sum += Math.Abs((int)(sbyte)value);
        }

        return sum;
    }

    private static byte Predict(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left);
        int toUp = Math.Abs(estimate - up);
        int toCorner = Math.Abs(estimate - corner);
        if (toLeft <= toUp && toLeft <= toCorner)
        {
            return (byte)left;
        }

        return (byte)(toUp <= toCorner ? up : corner);
    }
}
