using System.Buffers.Binary;

namespace Locket.Pictures.Recognition;

/// <summary>WebP (RFC 9649): the first chunk has the size; an extended file says whether EXIF follows, and is walked only then.</summary>
internal static class WebPFacts
{
    private const int HeadInBytes = 12;
    private const byte AnimationFlag = 0x02;
    private const byte ExifFlag = 0x08;

    public static bool Matches(ReadOnlySpan<byte> start)
        => start.Length >= HeadInBytes && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8);

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.WebP };
        Span<byte> first = stackalloc byte[18];
        if (!bytes.TryReadUInt32(4, isBigEndian: false, out uint size) || !bytes.TryRead(HeadInBytes, first))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        long end = 8 + (long)size;
        info = first[..4] switch
        {
            var type when type.SequenceEqual("VP8X"u8) => ReadExtended(ref bytes, info, first[8..], end),
            var type when type.SequenceEqual("VP8 "u8) => ReadLossy(info, first[8..]),
            var type when type.SequenceEqual("VP8L"u8) => ReadLossless(info, first[8..]),
            _ => info with { Damage = PictureDamage.Malformed },
        };
        bool isCutOff = bytes.Length is long length && length < end;
        return Recognizer.Note(info, isCutOff ? PictureDamage.CutOff : PictureDamage.None);
    }

    private static PictureInfo ReadExtended(ref PictureBytes bytes, PictureInfo info, scoped ReadOnlySpan<byte> content, long end)
    {
        info = info with
        {
            Width = 1 + UInt24(content[4..]),
            Height = 1 + UInt24(content[7..]),
            IsAnimated = (content[0] & AnimationFlag) != 0,
        };
        return (content[0] & ExifFlag) == 0 ? info : FindExif(ref bytes, info, end);
    }

    private static PictureInfo FindExif(ref PictureBytes bytes, PictureInfo info, long end)
    {
        Span<byte> head = stackalloc byte[8];
        for (long offset = HeadInBytes; offset + head.Length <= end;)
        {
            if (!bytes.TryRead(offset, head))
            {
                return Recognizer.Note(info, bytes.MissingBytes);
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head.StartsWith("EXIF"u8))
            {
                return info with { Orientation = ExifOrientation.Read(ref bytes, offset + head.Length, length) };
            }

            offset += head.Length + (long)length + (length & 1);
        }

        return info;
    }

    private static PictureInfo ReadLossy(PictureInfo info, ReadOnlySpan<byte> content)
    {
        // A key frame's start code, then 14 bits each (RFC 6386, section 9.1).
        bool isKeyFrame = (content[0] & 1) == 0 && content[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]);
        return isKeyFrame
            ? WithSize(
                info,
                BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF)
            : info with { Damage = PictureDamage.Malformed };
    }

    private static PictureInfo ReadLossless(PictureInfo info, ReadOnlySpan<byte> content)
    {
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
        return content[0] == 0x2F
            ? WithSize(info, 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF))
            : info with { Damage = PictureDamage.Malformed };
    }

    private static PictureInfo WithSize(PictureInfo info, int width, int height) => info with
    {
        Width = Recognizer.Size(width),
        Height = Recognizer.Size(height),
        Damage = width == 0 || height == 0 ? PictureDamage.Malformed : PictureDamage.None,
    };

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
