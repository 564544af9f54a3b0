using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Puts little-endian TIFF files together, and takes them apart.</summary>
internal static class TinyTiff
{
    private const int EntryInBytes = 12;

    /// <summary>A page of a single pixel, and a second one with a tag that says what it is, whose pixels are given.</summary>
    public static byte[] TwoPages(ushort tag, ushort value, ReadOnlySpan<byte> pixels)
    {
        (ushort Tag, uint Value)[] first = Page(1, 8);
        int second = 8 + 4 + DirectoryLength(first.Length);
        (ushort Tag, uint Value)[] other = [(tag, value), .. Page(pixels.Length, second + DirectoryLength(first.Length + 1))];
        return
        [
            .. "II*\0"u8, .. Number(12), 7, 0, 0, 0, .. Directory(first, second), .. Directory(other, 0), .. pixels,
        ];
    }

    /// <summary>One page of gray pixels, uncompressed, with further tags of one LONG each.</summary>
    public static byte[] OnePage(int width, ReadOnlySpan<byte> pixels, params (ushort Tag, uint Value)[] more)
    {
        (ushort Tag, uint Value)[] tags = [.. Page(width, 0, pixels.Length).Concat(more).OrderBy(tag => tag.Tag)];
        int place = 8 + DirectoryLength(tags.Length);
        tags = [.. tags.Select(tag => tag.Tag == 273 ? (tag.Tag, (uint)place) : tag)];
        return [.. "II*\0"u8, .. Number(8), .. Directory(tags, 0), .. pixels];
    }

    /// <summary>The first value block of a tag (or the first part that it points to) moved to the end, with bytes put into it.</summary>
    public static byte[] WithLongerPart(byte[] picture, ushort tag, int at, byte[] bytes)
    {
        TiffFile file = new(new PlacedSource(new MemoryStream(picture)));
        if (file.IsBigEndian || file.IsBig)
        {
            throw new ArgumentException("only classic little-endian files", nameof(picture));
        }

        (TiffEntry[] entries, _) = file.ReadDirectory(file.FirstDirectory);
        int number = Array.FindIndex(entries, entry => entry.Tag == tag);
        byte[] result = [.. picture];
        if (tag == 347)
        {
            byte[] values = file.ReadValues(entries[number], int.MaxValue);
            int entry = (int)file.FirstDirectory + 2 + (number * EntryInBytes);
            BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(entry + 4), values.Length + bytes.Length);
            BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(entry + 8), picture.Length);
            return [.. result, .. values[..at], .. bytes, .. values[at..]];
        }

        TiffEntry counts = entries.First(entry => entry.Tag == 279);
        TiffEntry places = entries[number];
        int place = (int)file.ReadNumbers(places, 1 << 20)[0];
        int length = (int)file.ReadNumbers(counts, 1 << 20)[0];
        Write(result, places, picture.Length);
        Write(result, counts, length + bytes.Length);
        return [.. result, .. picture[place..(place + at)], .. bytes, .. picture[(place + at)..(place + length)]];
    }

    private static void Write(byte[] file, TiffEntry entry, int value)
    {
        if (entry.ValueInBytes == 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan((int)entry.Place), checked((ushort)value));
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan((int)entry.Place), value);
        }
    }

    private static (ushort Tag, uint Value)[] Page(int width, int place, int length = 0) =>
    [
        (256, (uint)width), (257, 1), (258, 8), (259, 1), (262, 1), (273, (uint)place), (277, 1), (278, 1), (279, (uint)(length == 0 ? width : length)),
    ];

    private static int DirectoryLength(int entries) => 2 + (entries * EntryInBytes) + 4;

    private static byte[] Directory((ushort Tag, uint Value)[] tags, int next) =>
    [
        (byte)tags.Length, 0, .. tags.SelectMany(tag => (byte[])[(byte)tag.Tag, (byte)(tag.Tag >> 8), 4, 0, 1, 0, 0, 0, .. Number((int)tag.Value)]),
        .. Number(next),
    ];

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
