namespace Locket.Pictures.Recognition;

/// <summary>What the first directory of a TIFF file or EXIF block says of the picture.</summary>
/// <param name="Width">0 where it was not found.</param>
/// <param name="Height">0 where it was not found.</param>
/// <param name="Orientation">1 to 8.</param>
/// <param name="Damage">What is wrong with it.</param>
internal readonly record struct TiffDirectory(long Width, long Height, int Orientation, PictureDamage Damage)
{
    /// <summary>A directory that says nothing.</summary>
    public static readonly TiffDirectory Empty = new(0, 0, 1, PictureDamage.None);

    private const int ImageWidth = 256;
    private const int ImageLength = 257;
    private const int OrientationTag = 274;
    private const int GpsTag = 34853;

    private const int Byte = 1;
    private const int Short = 3;
    private const int Long = 4;
    private const int Long8 = 16;

    /// <summary>TIFF knows some hundred tags; a directory that claims more than this is none.</summary>
    private const int MaxEntries = 4096;

    /// <summary>Whether it points to a directory with a place on earth.</summary>
    public bool HasLocation { get; init; }

    /// <summary>Whether another directory follows: in EXIF, that of the thumbnail.</summary>
    public bool HasNext { get; init; }

    public static TiffDirectory Read(ref PictureBytes bytes, TiffHead head, long end)
    {
        TiffDirectory found = Empty;
        long at = head.Origin + head.FirstDirectory;
        long count;
        if (head.FirstDirectory < (head.IsBig ? 16 : 8) || at >= end)
        {
            return found with { Damage = at >= end ? bytes.MissingBytes : PictureDamage.Malformed };
        }

        if (head.IsBig)
        {
            if (!bytes.TryReadUInt64(at, head.IsBigEndian, out ulong entries))
            {
                return found with { Damage = bytes.MissingBytes };
            }

            count = entries > MaxEntries ? -1 : (long)entries;
            at += sizeof(ulong);
        }
        else
        {
            if (!bytes.TryReadUInt16(at, head.IsBigEndian, out ushort entries))
            {
                return found with { Damage = bytes.MissingBytes };
            }

            count = entries > MaxEntries ? -1 : entries;
            at += sizeof(ushort);
        }

        return count is > 0 ? ReadEntries(ref bytes, head, at, count, end) : found with { Damage = PictureDamage.Malformed };
    }

    private static TiffDirectory ReadEntries(ref PictureBytes bytes, TiffHead head, long at, long count, long end)
    {
        TiffDirectory found = Empty;
        int length = head.IsBig ? 20 : 12;
        int valueOffset = head.IsBig ? 12 : 8;
        for (; count > 0; count--, at += length)
        {
            if (at + length > end || !bytes.TryReadUInt16(at, head.IsBigEndian, out ushort tag)
                || !bytes.TryReadUInt16(at + 2, head.IsBigEndian, out ushort type)
                || !TryReadValue(ref bytes, at + valueOffset, head.IsBigEndian, type, out long value))
            {
                return found with { Damage = bytes.MissingBytes };
            }

            found = tag switch
            {
                ImageWidth when found.Width == 0 => found with { Width = value },
                ImageLength when found.Height == 0 => found with { Height = value },
                OrientationTag when value is >= 1 and <= 8 => found with { Orientation = (int)value },
                GpsTag => found with { HasLocation = true },
                _ => found,
            };
        }

        return found with { HasNext = !head.IsBig && bytes.TryReadUInt32(at, head.IsBigEndian, out uint next) && next != 0 };
    }

    private static bool TryReadValue(ref PictureBytes bytes, long at, bool isBigEndian, int type, out long value)
    {
        bool isRead;
        switch (type)
        {
            case Byte:
                isRead = bytes.TryReadByte(at, out byte small);
                value = small;
                return isRead;
            case Short:
                isRead = bytes.TryReadUInt16(at, isBigEndian, out ushort middle);
                value = middle;
                return isRead;
            case Long:
                isRead = bytes.TryReadUInt32(at, isBigEndian, out uint large);
                value = large;
                return isRead;
            case Long8:
                isRead = bytes.TryReadUInt64(at, isBigEndian, out ulong huge);
                value = huge <= long.MaxValue ? (long)huge : 0;
                return isRead;
            default:
                value = 0;
                return true;
        }
    }
}
