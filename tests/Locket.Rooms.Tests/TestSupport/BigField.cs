using System.Globalization;
using System.Numerics;
using Locket.Rooms.Curves;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>The field of P-256 on big integers, to compare with.</summary>
internal static class BigField
{
    public static BigInteger P { get; } = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

    public static BigInteger Order { get; } = Hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    /// <summary>Gets 2^256, the factor of Montgomery form.</summary>
    public static BigInteger Radix { get; } = BigInteger.One << 256;

    public static BigInteger Hex(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static BigInteger Mod(BigInteger value) => ((value % P) + P) % P;

    public static byte[] Bytes(BigInteger value, int lengthInBytes = 32)
    {
        byte[] shortest = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] result = new byte[lengthInBytes];
        shortest.CopyTo(result, lengthInBytes - shortest.Length);
        return result;
    }

    /// <summary>Returns the same uncompressed point with the other y.</summary>
    public static byte[] NegatePoint(ReadOnlySpan<byte> encoded)
        => [.. encoded[..33], .. Bytes(P - new BigInteger(encoded[33..], isUnsigned: true, isBigEndian: true))];

    public static P256Field Element(BigInteger value)
    {
        ulong mask = ulong.MaxValue;
        return P256Field.FromLimbs(
            (ulong)(value & mask), (ulong)((value >> 64) & mask), (ulong)((value >> 128) & mask), (ulong)(value >> 192));
    }

    public static BigInteger Value(P256Field element)
    {
        byte[] bytes = new byte[P256Field.LengthInBytes];
        element.Encode(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    public static BigInteger Random(Random random, int lengthInBytes = 32)
    {
        byte[] bytes = new byte[lengthInBytes];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }

    /// <summary>Values below p at which carries and borrows happen, also when they are taken as Montgomery forms.</summary>
    public static IReadOnlyList<BigInteger> Edges()
    {
        BigInteger inverse = BigInteger.ModPow(Radix, P - 2, P);
        ulong[] limbs = [0, 1, 0xffffffff, 0x100000000, 0xffffffff00000001, ulong.MaxValue - 1, ulong.MaxValue];
        var values = new SortedSet<BigInteger> { P - 1, P - 2, (P - 1) / 2, (P + 1) / 2, 3 };
        for (int bit = 0; bit < 256; bit += 16)
        {
            values.Add(BigInteger.One << bit);
            values.Add((BigInteger.One << bit) - 1);
            values.Add(P - (BigInteger.One << bit));
        }

        foreach (ulong high in limbs)
        {
            foreach (ulong low in limbs)
            {
                values.Add(((BigInteger)high << 192) + ((BigInteger)high << 128) + ((BigInteger)low << 64) + low);
                values.Add(((BigInteger)high << 192) + ((BigInteger)low << 128) + ((BigInteger)high << 64) + low);
            }
        }

        return [.. values.Select(Mod).SelectMany(value => new[] { value, Mod(value * inverse) }).Distinct()];
    }
}
