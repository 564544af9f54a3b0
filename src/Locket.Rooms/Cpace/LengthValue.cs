using System.Security.Cryptography;

namespace Locket.Rooms.Cpace;

/// <summary>lv_cat: every string is led by its length, so that no two lists of strings look alike (CPace draft 21, section 6.3).</summary>
/// <remarks>
/// <code>
///  length, LEB128: 7 bits a byte, lowest first, bit 7 set on all but the last | the string
/// </code>
/// </remarks>
internal static class LengthValue
{
    /// <summary>The most bytes that a length takes: 31 bits, 7 in each.</summary>
    private const int MaxPrefixInBytes = 5;

    /// <summary>Returns the length of one encoded string in bytes.</summary>
    public static int SizeOf(int lengthInBytes)
    {
        Span<byte> prefix = stackalloc byte[MaxPrefixInBytes];
        return checked(WritePrefix(prefix, lengthInBytes) + lengthInBytes);
    }

    /// <summary>Encodes all the strings, one after the other.</summary>
    public static byte[] Concat(params ReadOnlySpan<byte[]> values)
    {
        int size = 0;
        foreach (byte[] value in values)
        {
            size = checked(size + SizeOf(value.Length));
        }

        byte[] result = new byte[size];
        Span<byte> rest = result;
        foreach (byte[] value in values)
        {
            Write(ref rest, value);
        }

        return result;
    }

    /// <summary>Writes one encoded string at the start of the destination, which then begins behind it.</summary>
    public static void Write(ref Span<byte> destination, scoped ReadOnlySpan<byte> value)
    {
        destination = destination[WritePrefix(destination, value.Length)..];
        value.CopyTo(destination);
        destination = destination[value.Length..];
    }

    /// <summary>Hashes one encoded string.</summary>
    public static void Append(IncrementalHash hash, ReadOnlySpan<byte> value)
    {
        Span<byte> prefix = stackalloc byte[MaxPrefixInBytes];
        hash.AppendData(prefix[..WritePrefix(prefix, value.Length)]);
        hash.AppendData(value);
    }

    private static int WritePrefix(Span<byte> destination, int lengthInBytes)
    {
        int count = 0;
        uint rest = (uint)lengthInBytes;
        while (rest >= 0x80)
        {
            destination[count++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        destination[count++] = (byte)rest;
        return count;
    }
}
