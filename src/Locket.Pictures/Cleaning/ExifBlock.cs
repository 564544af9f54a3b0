using System.Buffers.Binary;
using Locket.Pictures.Recognition;

namespace Locket.Pictures.Cleaning;

/// <summary>EXIF blocks: what stands in one, and the small one that stays for the orientation.</summary>
internal static class ExifBlock
{
    /// <summary>How much of a block is looked at. JPEG has room for 64 KiB; what is behind this is removed all the same.</summary>
    public const int MaxLookedAtInBytes = 1024 * 1024;

    /// <summary>Big-endian TIFF; its first directory at 8 has one entry: tag 274, SHORT, once.</summary>
    private static ReadOnlySpan<byte> Template
        => [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>
    /// Notes what the block tells, and returns what is to stand in its place: nothing, or one with nothing but orientation.
    /// </summary>
    /// <param name="log">Where it is noted; not at all where the block has nothing but orientation already.</param>
    /// <param name="name">The format's name of the part.</param>
    /// <param name="block">The block, with or without JPEG's introduction.</param>
    /// <param name="length">The length of the whole part in bytes.</param>
    /// <param name="options">What to keep.</param>
    public static byte[] Replace(RemovalLog log, string name, ReadOnlySpan<byte> block, long length, CleaningOptions options)
    {
        TiffDirectory found = Look(block);
        byte[] replacement = options.KeepOrientation && found.Orientation != 1 ? WithOrientation(found.Orientation) : [];
        if (replacement.Length > 0 && block.SequenceEqual(replacement))
        {
            return replacement;
        }

        log.Add(RemovedKind.Exif, name, length);
        Note(log, found, options);
        return replacement;
    }

    /// <summary>Notes what a block tells that nobody looks for the orientation in.</summary>
    public static void Remove(RemovalLog log, string name, ReadOnlySpan<byte> block, long length)
    {
        log.Add(RemovedKind.Exif, name, length);
        Note(log, Look(block) with { Orientation = 1 }, CleaningOptions.Default);
    }

    public static void Note(RemovalLog log, TiffDirectory found, CleaningOptions options)
    {
        if (found.HasLocation)
        {
            log.Add(RemovedKind.Location, "GPS", 0);
        }

        if (found.HasNext)
        {
            log.Add(RemovedKind.Thumbnail, "EXIF thumbnail", 0);
        }

        if (found.Orientation != 1 && !options.KeepOrientation)
        {
            log.Add(RemovedKind.Orientation, "orientation", 0);
        }
    }

    public static byte[] WithOrientation(int orientation)
    {
        byte[] block = Template.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(18), (ushort)orientation);
        return block;
    }

    private static TiffDirectory Look(ReadOnlySpan<byte> block)
    {
        PictureBytes bytes = new(block);
        return ExifOrientation.ReadDirectory(ref bytes, 0, block.Length);
    }
}
