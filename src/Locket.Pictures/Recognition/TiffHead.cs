namespace Locket.Pictures.Recognition;

/// <summary>The beginning of a TIFF file or EXIF block: byte order, width of its offsets, place of the first directory.</summary>
/// <param name="Origin">Where the block begins: its offsets count from here.</param>
/// <param name="IsBigEndian">Whether it is "MM".</param>
/// <param name="IsBig">Whether it is BigTIFF.</param>
/// <param name="FirstDirectory">Where the first directory is, from the origin.</param>
internal readonly record struct TiffHead(long Origin, bool IsBigEndian, bool IsBig, long FirstDirectory)
{
    private const int Classic = 42;
    private const int Big = 43;

    public static bool TryRead(ref PictureBytes bytes, long origin, long end, out TiffHead head)
    {
        head = default;
        Span<byte> order = stackalloc byte[2];
        if (end - origin < 8 || !bytes.TryRead(origin, order))
        {
            return false;
        }

        bool isBigEndian = order[0] == 'M';
        if (!order.SequenceEqual(isBigEndian ? "MM"u8 : "II"u8) || !bytes.TryReadUInt16(origin + 2, isBigEndian, out ushort version))
        {
            return false;
        }

        if (version == Classic && bytes.TryReadUInt32(origin + 4, isBigEndian, out uint first))
        {
            head = new(origin, isBigEndian, IsBig: false, first);
            return true;
        }

        if (version == Big && bytes.TryReadUInt32(origin + 4, isBigEndian, out uint sizes)
            && sizes == (isBigEndian ? 0x00080000u : 8u)
            && bytes.TryReadUInt64(origin + 8, isBigEndian, out ulong place) && place <= long.MaxValue / 2)
        {
            head = new(origin, isBigEndian, IsBig: true, (long)place);
            return true;
        }

        return false;
    }
}
