using Locket.Pictures.Containers;

namespace Locket.Pictures.Recognition;

/// <summary>JPEG: the segments before the first scan. The size is the frame header's, the orientation the first EXIF segment's.</summary>
internal static class JpegFacts
{
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.Jpeg };
        bool hasExif = false;
        long offset = 2;
        while (true)
        {
            if (!bytes.TryReadByte(offset, out byte intro) || !bytes.TryReadByte(offset + 1, out byte marker))
            {
                return Recognizer.Note(info, bytes.MissingBytes);
            }

            if (intro != 0xFF)
            {
                // Decoders look for the next marker here; so does this, but it says so.
                info = Recognizer.Note(info, PictureDamage.Malformed);
                offset++;
                continue;
            }

            if (marker == 0xFF)
            {
                // A fill byte.
                offset++;
                continue;
            }

            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                // Markers without a segment, out of place here.
                info = Recognizer.Note(info, PictureDamage.Malformed);
                offset += 2;
                continue;
            }

            if (marker is JpegMarker.StartOfScan or JpegMarker.EndOfImage)
            {
                return info.Width is null || marker == JpegMarker.EndOfImage ? Recognizer.Note(info, PictureDamage.Malformed) : info;
            }

            if (!bytes.TryReadUInt16(offset + 2, isBigEndian: true, out ushort length))
            {
                return Recognizer.Note(info, bytes.MissingBytes);
            }

            if (length < 2)
            {
                return Recognizer.Note(info, PictureDamage.Malformed);
            }

            if (JpegMarker.IsFrame(marker))
            {
                info = ReadFrame(ref bytes, info, offset + 4, length);
            }
            else if (marker == JpegMarker.App1 && !hasExif && IsExif(ref bytes, offset + 4, length))
            {
                hasExif = true;
                info = info with { Orientation = ExifOrientation.Read(ref bytes, offset + 4, length - 2) };
            }

            offset += 2 + length;
        }
    }

    private static bool IsExif(ref PictureBytes bytes, long offset, int length)
    {
        Span<byte> start = stackalloc byte[6];
        return length >= start.Length + 2 && bytes.TryRead(offset, start) && start.SequenceEqual(ExifOrientation.Introduction);
    }

    private static PictureInfo ReadFrame(ref PictureBytes bytes, PictureInfo info, long offset, int length)
    {
        if (length < 8 || info.Width is not null)
        {
            return Recognizer.Note(info, PictureDamage.Malformed);
        }

        if (!bytes.TryReadUInt16(offset + 1, isBigEndian: true, out ushort height)
            || !bytes.TryReadUInt16(offset + 3, isBigEndian: true, out ushort width))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        // A height of 0 stands behind the first scan (DNL), which nothing writes.
        info = info with { Width = Recognizer.Size(width), Height = Recognizer.Size(height) };
        return width == 0 || height == 0 ? Recognizer.Note(info, PictureDamage.Malformed) : info;
    }
}
