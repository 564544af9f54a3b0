using System.Buffers.Binary;
using Locket.Pictures.Containers;
using Locket.Pictures.Recognition;

namespace Locket.Pictures.Details;

/// <summary>
/// A small EXIF block of only the tags that are asked for. A general reader is not given what a stranger wrote: tags that lie over each
/// other, makers' notes and directories in circles make it work and allocate far beyond the size of the block.
/// </summary>
internal static class ExifExcerpt
{
    /// <summary>The longest block: three directories of a few tags of at most <see cref="MaxValueInBytes"/>.</summary>
    public const int MaxInBytes = 4096;

    /// <summary>The longest value that is copied; a longer one is cut.</summary>
    private const int MaxValueInBytes = 128;

    /// <summary>Entries of one directory that are looked at.</summary>
    private const int MaxEntries = 4096;

    private const ushort Long = 4;
    private const ushort ExifDirectory = 0x8769;
    private const ushort GpsDirectory = 0x8825;

    /// <summary>Make, model, time; where the two other directories are.</summary>
    private static readonly ushort[] First = [0x010F, 0x0110, 0x0132, ExifDirectory, GpsDirectory];

    /// <summary>Time taken and digitized, and their offsets from UTC.</summary>
    private static readonly ushort[] Exif = [0x9003, 0x9004, 0x9010, 0x9011];

    /// <summary>Latitude and longitude.</summary>
    private static readonly ushort[] Gps = [1, 2, 3, 4];

    public static bool TryMake(ref PictureBytes bytes, ExifPlace place, out byte[] excerpt)
    {
        excerpt = [];
        Span<byte> start = stackalloc byte[6];
        long origin = place.Offset;
        if (bytes.TryRead(origin, start) && start.SequenceEqual(ExifOrientation.Introduction))
        {
            origin += start.Length;
        }

        if (!TiffHead.TryRead(ref bytes, origin, place.End, out TiffHead head) || head.IsBig)
        {
            return false;
        }

        List<(TiffEntry Entry, byte[] Value)> first = ReadDirectory(ref bytes, head, head.FirstDirectory, place.End, First);
        List<(TiffEntry Entry, byte[] Value)> exif = Follow(ref bytes, head, place.End, first, ExifDirectory, Exif);
        List<(TiffEntry Entry, byte[] Value)> gps = Follow(ref bytes, head, place.End, first, GpsDirectory, Gps);
        if (first.Count == 0 && !IsWhole(ref bytes, head, place.End))
        {
            return false;
        }

        excerpt = Write(head.IsBigEndian, first, exif, gps);
        return true;
    }

    /// <summary>Whether a first directory of which nothing is wanted is one: it says nothing of place and time then.</summary>
    private static bool IsWhole(ref PictureBytes bytes, TiffHead head, long end)
    {
        long at = head.Origin + head.FirstDirectory;
        if (!bytes.TryReadUInt16(at, head.IsBigEndian, out ushort count) || count is 0 or > MaxEntries || at + 2 + (12 * count) > end)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!bytes.TryReadUInt16(at + 2 + (12 * i), head.IsBigEndian, out ushort tag) || First.Contains(tag))
            {
                return false;
            }
        }

        return bytes.TryReadByte(at + 1 + (12 * count), out _);
    }

    private static List<(TiffEntry Entry, byte[] Value)> Follow(
        ref PictureBytes bytes, TiffHead head, long end, List<(TiffEntry Entry, byte[] Value)> first, ushort pointer, ushort[] wanted)
    {
        int place = first.FindIndex(item => item.Entry.Tag == pointer);
        return place < 0 ? [] : ReadDirectory(ref bytes, head, Number(first[place].Value, head.IsBigEndian), end, wanted);
    }

    private static List<(TiffEntry Entry, byte[] Value)> ReadDirectory(
        ref PictureBytes bytes, TiffHead head, long offset, long end, ushort[] wanted)
    {
        List<(TiffEntry Entry, byte[] Value)> found = [];
        long at = head.Origin + offset;
        if (!bytes.TryReadUInt16(at, head.IsBigEndian, out ushort count))
        {
            return found;
        }

        at += 2;
        for (int i = 0; i < Math.Min(count, (ushort)MaxEntries); i++, at += 12)
        {
            if (at + 12 > end || !bytes.TryReadUInt16(at, head.IsBigEndian, out ushort tag)
                || !bytes.TryReadUInt16(at + 2, head.IsBigEndian, out ushort type)
                || !bytes.TryReadUInt32(at + 4, head.IsBigEndian, out uint values)
                || !bytes.TryReadUInt32(at + 8, head.IsBigEndian, out uint place))
            {
                break;
            }

            if (!wanted.Contains(tag) || found.Exists(item => item.Entry.Tag == tag))
            {
                continue;
            }

            TiffEntry entry = new(tag, type, values, 0);
            if (entry.ValueInBytes == 0 || values == 0)
            {
                continue;
            }

            entry = entry with { Count = Math.Min(values, MaxValueInBytes / entry.ValueInBytes) };
            byte[] value = new byte[entry.Count * entry.ValueInBytes];
            long from = (long)values * entry.ValueInBytes <= sizeof(uint) ? at + 8 : head.Origin + place;
            if (from + value.Length <= end && bytes.TryRead(from, value))
            {
                found.Add((entry, value));
            }
        }

        found.Sort((left, right) => left.Entry.Tag.CompareTo(right.Entry.Tag));
        return found;
    }

    private static byte[] Write(
        bool isBigEndian,
        List<(TiffEntry Entry, byte[] Value)> first,
        List<(TiffEntry Entry, byte[] Value)> exif,
        List<(TiffEntry Entry, byte[] Value)> gps)
    {
        byte[] block = new byte[MaxInBytes];
        (isBigEndian ? "MM\0*"u8 : "II*\0"u8).CopyTo(block);
        WriteUInt32(block.AsSpan(4), 8, isBigEndian);
        int exifAt = 8 + LengthOf(first);
        int gpsAt = exifAt + LengthOf(exif);
        SetPointer(first, ExifDirectory, exifAt, isBigEndian);
        SetPointer(first, GpsDirectory, gpsAt, isBigEndian);
        WriteDirectory(block, 8, first, isBigEndian);
        WriteDirectory(block, exifAt, exif, isBigEndian);
        WriteDirectory(block, gpsAt, gps, isBigEndian);
        return block[..(gpsAt + LengthOf(gps))];
    }

    private static int LengthOf(List<(TiffEntry Entry, byte[] Value)> directory)
        => 2 + (12 * directory.Count) + 4 + directory.Sum(item => item.Value.Length > sizeof(uint) ? item.Value.Length : 0);

    private static void SetPointer(List<(TiffEntry Entry, byte[] Value)> directory, ushort tag, int place, bool isBigEndian)
    {
        int index = directory.FindIndex(item => item.Entry.Tag == tag);
        if (index >= 0)
        {
            byte[] value = new byte[sizeof(uint)];
            WriteUInt32(value, (uint)place, isBigEndian);
            directory[index] = (new(tag, Long, 1, 0), value);
        }
    }

    private static void WriteDirectory(byte[] block, int at, List<(TiffEntry Entry, byte[] Value)> directory, bool isBigEndian)
    {
        int outside = at + 2 + (12 * directory.Count) + 4;
        WriteUInt16(block.AsSpan(at), (ushort)directory.Count, isBigEndian);
        at += 2;
        foreach ((TiffEntry entry, byte[] value) in directory)
        {
            Span<byte> item = block.AsSpan(at, 12);
            WriteUInt16(item, entry.Tag, isBigEndian);
            WriteUInt16(item[2..], entry.Type, isBigEndian);
            WriteUInt32(item[4..], (uint)entry.Count, isBigEndian);
            if (value.Length <= sizeof(uint))
            {
                value.CopyTo(item[8..]);
            }
            else
            {
                WriteUInt32(item[8..], (uint)outside, isBigEndian);
                value.CopyTo(block, outside);
                outside += value.Length;
            }

            at += 12;
        }
    }

    private static long Number(byte[] value, bool isBigEndian) => value.Length switch
    {
        sizeof(uint) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(value) : BinaryPrimitives.ReadUInt32LittleEndian(value),
        sizeof(ushort) => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(value) : BinaryPrimitives.ReadUInt16LittleEndian(value),
        _ => long.MaxValue / 2,
    };

    private static void WriteUInt16(Span<byte> destination, ushort value, bool isBigEndian)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
        }
    }

    private static void WriteUInt32(Span<byte> destination, uint value, bool isBigEndian)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
        }
    }
}
