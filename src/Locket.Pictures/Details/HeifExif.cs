using Locket.Pictures.Recognition;

namespace Locket.Pictures.Details;

/// <summary>
/// The EXIF item of a HEIF file: its number from the list of items, its place from that of places (ISO/IEC 14496-12, 8.11).
/// </summary>
internal static class HeifExif
{
    /// <summary>Items of one file; a large grid has some hundred tiles.</summary>
    private const int MaxItems = 16 * 1024;

    public static bool TryFind(ref PictureBytes bytes, out ExifPlace place)
    {
        place = default;
        return Box.TryFind(ref bytes, 0, long.MaxValue, "meta"u8, MaxItems, out Box meta)
            && Box.TryFind(ref bytes, meta.Content + 4, meta.End, "iinf"u8, MaxItems, out Box list)
            && TryFindItem(ref bytes, list, out uint item)
            && Box.TryFind(ref bytes, meta.Content + 4, meta.End, "iloc"u8, MaxItems, out Box places)
            && TryFindPlace(ref bytes, places, item, out long offset, out long length)
            && bytes.TryReadUInt32(offset, isBigEndian: true, out uint gap)
            && TryPlace(offset + sizeof(uint) + gap, offset + length, out place);
    }

    private static bool TryPlace(long offset, long end, out ExifPlace place)
    {
        place = new(offset, end);
        return offset < end;
    }

    private static bool TryFindItem(ref PictureBytes bytes, Box list, out uint item)
    {
        item = 0;
        if (!bytes.TryReadByte(list.Content, out byte version))
        {
            return false;
        }

        long offset = list.Content + 4 + (version == 0 ? 2 : 4);
        for (int i = 0; i < MaxItems && Box.TryRead(ref bytes, offset, list.End, out Box entry) && entry.End > offset; i++)
        {
            if (!bytes.TryReadByte(entry.Content, out byte entryVersion))
            {
                return false;
            }

            // Number, protection, type; older versions have no type.
            int width = entryVersion == 2 ? 2 : 4;
            if (entryVersion >= 2 && bytes.TryReadUInt32(entry.Content + 4 + width + 2, isBigEndian: true, out uint type)
                && type == Box.Name("Exif"u8))
            {
                return TryReadNumber(ref bytes, entry.Content + 4, width, out long number) && (item = (uint)number) == number;
            }

            offset = entry.End;
        }

        return false;
    }

    private static bool TryFindPlace(ref PictureBytes bytes, Box places, uint item, out long offset, out long length)
    {
        offset = 0;
        length = 0;
        if (!bytes.TryReadByte(places.Content, out byte version)
            || !bytes.TryReadUInt16(places.Content + 4, isBigEndian: true, out ushort widths))
        {
            return false;
        }

        int offsetWidth = widths >> 12;
        int lengthWidth = (widths >> 8) & 15;
        int baseWidth = (widths >> 4) & 15;
        int indexWidth = version is 1 or 2 ? widths & 15 : 0;
        int numberWidth = version < 2 ? 2 : 4;
        long at = places.Content + 6;
        if (!TryReadNumber(ref bytes, at, numberWidth, out long count))
        {
            return false;
        }

        at += numberWidth;
        for (long i = 0; i < Math.Min(count, MaxItems); i++)
        {
            long method = 0;
            long start = at + numberWidth + (version is 1 or 2 ? 2 : 0) + 2;
            if (!TryReadNumber(ref bytes, at, numberWidth, out long number)
                || (version is 1 or 2 && !TryReadNumber(ref bytes, at + numberWidth, 2, out method))
                || !TryReadNumber(ref bytes, start, baseWidth, out long origin)
                || !TryReadNumber(ref bytes, start + baseWidth, 2, out long extents))
            {
                return false;
            }

            at = start + baseWidth + 2;
            if (number == item)
            {
                // In the file itself, and in one piece, as all do that write EXIF.
                return (method & 15) == 0 && extents == 1
                    && TryReadNumber(ref bytes, at + indexWidth, offsetWidth, out long first)
                    && TryReadNumber(ref bytes, at + indexWidth + offsetWidth, lengthWidth, out length)
                    && (offset = origin + first) >= 0 && length <= int.MaxValue;
            }

            at += extents * (indexWidth + offsetWidth + lengthWidth);
        }

        return false;
    }

    private static bool TryReadNumber(ref PictureBytes bytes, long at, int width, out long number)
    {
        number = 0;
        if (width is not (0 or 2 or 4 or 8))
        {
            return false;
        }

        for (int i = 0; i < width; i += 2)
        {
            if (!bytes.TryReadUInt16(at + i, isBigEndian: true, out ushort part))
            {
                return false;
            }

            number = (number << 16) | part;
        }

        // Places that would make sums overflow are none.
        return number is >= 0 and < long.MaxValue / 4;
    }
}
