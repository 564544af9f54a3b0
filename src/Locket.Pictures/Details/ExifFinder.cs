using System.Buffers.Binary;
using Locket.Pictures.Containers;
using Locket.Pictures.Recognition;

namespace Locket.Pictures.Details;

/// <summary>Finds the EXIF block of a picture, by its format.</summary>
internal static class ExifFinder
{
    public static bool TryFind(ref PictureBytes bytes, out ExifPlace place)
    {
        place = default;
        if (!Recognizer.TryRead(ref bytes, out PictureInfo? info))
        {
            return false;
        }

        switch (info.Type)
        {
            case PictureType.Jpeg:
                return TryFindInJpeg(ref bytes, out place);
            case PictureType.Png or PictureType.Apng:
                return TryFindInPng(ref bytes, out place);
            case PictureType.WebP:
                return TryFindInWebP(ref bytes, out place);
            case PictureType.Tiff:
                place = new(0, long.MaxValue);
                return true;
            case PictureType.Heic or PictureType.Heif or PictureType.Avif:
                return HeifExif.TryFind(ref bytes, out place);
            case PictureType.JpegXl:
                return TryFindInBoxes(ref bytes, out place);
            default:
                return false;
        }
    }

    private static bool TryFindInJpeg(ref PictureBytes bytes, out ExifPlace place)
    {
        place = default;
        Span<byte> head = stackalloc byte[10];
        for (long offset = 2; bytes.TryRead(offset, head) && head[0] == JpegMarker.Prefix && head[1] != JpegMarker.StartOfScan;)
        {
            int length = head[1] == JpegMarker.Prefix ? -1 : BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if (head[1] == JpegMarker.App1 && head[4..].SequenceEqual(ExifOrientation.Introduction))
            {
                place = new(offset + 4, offset + 2 + length);
                return true;
            }

            offset += 2 + length;
        }

        return false;
    }

    private static bool TryFindInPng(ref PictureBytes bytes, out ExifPlace place)
    {
        place = default;
        Span<byte> head = stackalloc byte[PngChunk.HeadInBytes];
        for (long offset = PngChunk.Signature.Length; bytes.TryRead(offset, head);)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
            place = new(offset + head.Length, offset + head.Length + length);
            if (head[4..].SequenceEqual("eXIf"u8))
            {
                return true;
            }

            offset = place.End + sizeof(uint);
        }

        return false;
    }

    private static bool TryFindInWebP(ref PictureBytes bytes, out ExifPlace place)
    {
        place = default;
        Span<byte> head = stackalloc byte[RiffChunk.HeadInBytes];
        for (long offset = RiffChunk.FileHeadInBytes; bytes.TryRead(offset, head);)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            place = new(offset + head.Length, offset + head.Length + length);
            if (head.StartsWith("EXIF"u8))
            {
                return true;
            }

            offset += head.Length + RiffChunk.Padded(length);
        }

        return false;
    }

    /// <summary>JPEG XL's container: a box, whose first four bytes say how far the block is from there.</summary>
    private static bool TryFindInBoxes(ref PictureBytes bytes, out ExifPlace place)
    {
        place = default;
        for (long offset = 0; Box.TryRead(ref bytes, offset, long.MaxValue, out Box box) && box.End != long.MaxValue;)
        {
            if (box.Type == Box.Name("Exif"u8) && bytes.TryReadUInt32(box.Content, isBigEndian: true, out uint gap))
            {
                place = new(box.Content + sizeof(uint) + gap, box.End);
                return true;
            }

            offset = box.End;
        }

        return false;
    }
}
