using System.Buffers.Binary;
using Locket.Pictures.Containers;
using Locket.Pictures.Recognition;

namespace Locket.Pictures.Details;

/// <summary>Looks for a place outside EXIF: in the XMP of JPEG, PNG and WebP, which is searched as text, within bounds.</summary>
internal static class PlaceSearch
{
    /// <summary>How much of an XMP packet is looked at: 1 MiB.</summary>
    public const int MaxPacketInBytes = 1024 * 1024;

    /// <summary>What XMP's EXIF schema calls them (Adobe XMP Specification, part 2, section 3).</summary>
    private static readonly byte[][] Coordinates = ["GPSLatitude"u8.ToArray(), "GPSLongitude"u8.ToArray()];

    private static ReadOnlySpan<byte> JpegXmp => "http://ns.adobe.com/xap/1.0/\0"u8;

    private static ReadOnlySpan<byte> JpegXmpMore => "http://ns.adobe.com/xmp/extension/\0"u8;

    /// <summary>The keyword, then: not compressed.</summary>
    private static ReadOnlySpan<byte> PngXmp => "XML:com.adobe.xmp\0\0"u8;

    /// <returns>
    /// True where coordinates are named; false where the picture was looked through and they are not; null where not all of it could be
    /// looked at.
    /// </returns>
    public static bool? LookBesideExif(ref PictureBytes bytes)
    {
        if (!Recognizer.TryRead(ref bytes, out PictureInfo? info))
        {
            return null;
        }

        return info.Type switch
        {
            PictureType.Jpeg => LookInJpeg(ref bytes),
            PictureType.Png or PictureType.Apng => LookInPng(ref bytes),
            PictureType.WebP => LookInWebP(ref bytes),
            _ => null,
        };
    }

    /// <summary>As far as the first scan; behind it are pixels and what viewers do not read.</summary>
    private static bool? LookInJpeg(ref PictureBytes bytes)
    {
        bool isLookedThrough = true;
        Span<byte> head = stackalloc byte[4];
        Span<byte> name = stackalloc byte[JpegXmpMore.Length];
        for (long offset = 2; bytes.TryRead(offset, head) && head[0] == JpegMarker.Prefix;)
        {
            if (head[1] == JpegMarker.StartOfScan)
            {
                return isLookedThrough ? false : null;
            }

            int length = head[1] == JpegMarker.Prefix ? -1 : BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if (head[1] == JpegMarker.App1)
            {
                ReadOnlySpan<byte> start = name[..bytes.ReadSome(offset + head.Length, name)];

                // Of a packet in pieces, a name may be cut by their borders.
                bool? found = start.StartsWith(JpegXmp) ? Search(ref bytes, offset + head.Length, offset + 2 + length)
                    : start.StartsWith(JpegXmpMore) ? null : false;
                if (found is true)
                {
                    return true;
                }

                isLookedThrough &= found is false;
            }

            offset += 2 + length;
        }

        return null;
    }

    private static bool? LookInPng(ref PictureBytes bytes)
    {
        bool isLookedThrough = true;
        Span<byte> head = stackalloc byte[PngChunk.HeadInBytes];
        Span<byte> name = stackalloc byte[PngXmp.Length];
        for (long offset = PngChunk.Signature.Length; bytes.TryRead(offset, head);)
        {
            ReadOnlySpan<byte> type = head[4..];
            if (type.SequenceEqual("IEND"u8))
            {
                return isLookedThrough ? false : null;
            }

            long content = offset + head.Length;
            long end = content + BinaryPrimitives.ReadUInt32BigEndian(head);
            if (type.SequenceEqual("iTXt"u8) || type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8))
            {
                ReadOnlySpan<byte> start = name[..bytes.ReadSome(content, name)];
                bool? found = type.SequenceEqual("iTXt"u8) && start.StartsWith(PngXmp) ? Search(ref bytes, content, end)
                    : IsUnreadText(start) ? null : false;
                if (found is true)
                {
                    return true;
                }

                isLookedThrough &= found is false;
            }

            offset = end + sizeof(uint);
        }

        return null;
    }

    /// <summary>What names a place perhaps and is not read: blocks in hexadecimal, single values of EXIF, compressed XMP.</summary>
    private static bool IsUnreadText(ReadOnlySpan<byte> start)
        => start.StartsWith("Raw profile"u8) || start.StartsWith("exif:"u8) || start.StartsWith("XML:com.adobe.xmp"u8);

    private static bool? LookInWebP(ref PictureBytes bytes)
    {
        bool isLookedThrough = true;
        Span<byte> head = stackalloc byte[RiffChunk.HeadInBytes];
        long offset = RiffChunk.FileHeadInBytes;
        while (bytes.TryRead(offset, head))
        {
            long content = offset + head.Length;
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head.StartsWith("XMP "u8))
            {
                bool? found = Search(ref bytes, content, content + length);
                if (found is true)
                {
                    return true;
                }

                isLookedThrough &= found is false;
            }

            offset = content + RiffChunk.Padded(length);
        }

        return isLookedThrough && !bytes.GaveUp && offset == bytes.Length ? false : null;
    }

    /// <returns>True where one of the names stands there; null where not all of it could be looked at.</returns>
    private static bool? Search(ref PictureBytes bytes, long from, long to)
    {
        // Pieces lie over each other by the length of the longest name, so that none is cut by their borders.
        Span<byte> piece = stackalloc byte[StreamWindow.WindowInBytes];
        int overlap = Coordinates.Max(name => name.Length) - 1;
        long end = Math.Min(to, from + MaxPacketInBytes);
        for (long at = from; at < end; at += piece.Length - overlap)
        {
            Span<byte> part = piece[..(int)Math.Min(piece.Length, end - at)];
            if (!bytes.TryRead(at, part))
            {
                return null;
            }

            foreach (byte[] name in Coordinates)
            {
                if (part.IndexOf(name) >= 0)
                {
                    return true;
                }
            }
        }

        return end == to ? false : null;
    }
}
