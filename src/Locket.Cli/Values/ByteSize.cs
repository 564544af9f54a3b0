using System.Globalization;

namespace Locket.Cli.Values;

/// <summary>Sizes as people write them: <c>1024</c>, <c>64KiB</c>, <c>1GiB</c>, <c>5MB</c>.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, long Factor)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    /// <summary>Reads a size in bytes.</summary>
    /// <param name="text">Digits, then at most one unit; case does not matter, fractions and signs are refused.</param>
    /// <param name="bytes">The size.</param>
    /// <param name="needsUnit">Whether a bare number is refused.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes, bool needsUnit = false)
    {
        bytes = 0;
        long factor = 0;
        foreach ((string unit, long unitFactor) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                text = text[..^unit.Length];
                factor = unitFactor;
                break;
            }
        }

        if (factor == 0)
        {
            if (needsUnit)
            {
                return false;
            }

            factor = 1;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number > long.MaxValue / factor)
        {
            return false;
        }

        bytes = number * factor;
        return true;
    }
}
