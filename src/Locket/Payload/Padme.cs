using System.Numerics;

namespace Locket.Payload;

/// <summary>Padmé: lengths rounded up so that few distinct ones remain, at most 12 percent longer (docs/format.md, "Padding").</summary>
internal static class Padme
{
    /// <summary>The byte after the content; zeros follow it.</summary>
    public const byte Marker = 0x80;

    public static long Round(long length)
    {
        if (length < 2)
        {
            return length;
        }

        int exponent = BitOperations.Log2((ulong)length);
        int kept = BitOperations.Log2((uint)exponent) + 1;
        long mask = exponent > kept ? (1L << (exponent - kept)) - 1 : 0;
        return (length + mask) & ~mask;
    }

    /// <summary>The length of padded content, marker included.</summary>
    public static long PaddedLength(long contentInBytes) => Round(contentInBytes + 1);
}
