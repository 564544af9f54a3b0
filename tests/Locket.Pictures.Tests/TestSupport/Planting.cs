using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Puts bytes into every place of a picture that a viewer does not look at.</summary>
internal static class Planting
{
    public static byte[] Into(byte[] picture, PictureType type, byte[] planted) => type switch
    {
        PictureType.Png or PictureType.Apng => IntoPng(picture, planted),
        PictureType.Jpeg => IntoJpeg(picture, planted),
        PictureType.Gif => IntoGif(picture, planted),
        PictureType.WebP => IntoWebP(picture, planted),
        PictureType.Tiff => IntoTiff(picture, planted),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static byte[] IntoPng(byte[] picture, byte[] planted)
    {
        const int BehindHeader = 33;
        using MemoryStream result = new();
        result.Write(picture.AsSpan(0, BehindHeader));
        PngChunk.Write(result, "tEXt"u8, [.. "Comment\0"u8, .. planted]);
        PngChunk.Write(result, "iTXt"u8, [.. "XML:com.adobe.xmp\0\0\0\0\0GPSLatitude"u8, .. planted]);
        PngChunk.Write(result, "prVt"u8, planted);
        PngChunk.Write(result, "eXIf"u8, [.. "MM\0*\0\0\0\x08\0\0"u8, .. planted]);
        PngChunk.Write(result, "eXIf"u8, planted);
        PngChunk.Write(result, "gAMA"u8, [0, 0, 0, 1, .. planted]);
        result.Write(picture.AsSpan(BehindHeader));
        result.Write(planted);
        return result.ToArray();
    }

    private static byte[] IntoJpeg(byte[] picture, byte[] planted)
    {
        using MemoryStream result = new();
        result.Write(picture.AsSpan(0, 2));
        Segment(result, 0xE0, [.. "JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01"u8, .. planted]);
        Segment(result, 0xE0, [.. "JFXX\0"u8, .. planted]);
        Segment(result, 0xE1, [.. "Exif\0\0MM\0*\0\0\0\x08"u8, .. planted]);
        Segment(result, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0GPSLatitude"u8, .. planted]);
        Segment(result, 0xE2, [.. "MPF\0"u8, .. planted]);
        for (byte marker = 0xE3; marker <= 0xEF; marker++)
        {
            Segment(result, marker, planted);
        }

        Segment(result, 0xED, [.. "Photoshop 3.0\0"u8, .. planted]);
        Segment(result, 0xFE, planted);
        result.Write(picture.AsSpan(2));
        result.Write(planted);
        return result.ToArray();
    }

    private static byte[] IntoGif(byte[] picture, byte[] planted)
    {
        int start = 13 + ((picture[10] & 0x80) == 0 ? 0 : 3 << ((picture[10] & 7) + 1));
        using MemoryStream result = new();
        result.Write(picture.AsSpan(0, start));
        Extension(result, 0xFE, planted);
        Extension(result, 0xFF, [.. "OTHERAPP1.0"u8], planted);
        Extension(result, 0xFF, [.. "XMP DataXMP"u8], planted);
        Extension(result, 0xFF, [.. "NETSCAPE2.0"u8], [2, 0, 0, 0, 0], planted);
        Extension(result, 0x01, [.. new byte[12]], planted);
        Extension(result, 0x77, planted);
        result.Write(picture.AsSpan(start));
        result.Write(planted);
        return result.ToArray();
    }

    private static byte[] IntoWebP(byte[] picture, byte[] planted)
    {
        using MemoryStream result = new();
        int end = 8 + BinaryPrimitives.ReadInt32LittleEndian(picture.AsSpan(4));
        result.Write(picture.AsSpan(0, end));
        RiffChunk.Write(result, "EXIF"u8, [.. "II*\0\x08\0\0\0\0\0"u8, .. planted]);
        RiffChunk.Write(result, "XMP "u8, planted);
        RiffChunk.Write(result, "what"u8, planted);
        byte[] bytes = result.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return [.. bytes, .. planted];
    }

    /// <summary>A new first directory at the end: the old one's entries, and one tag that points to the planted bytes.</summary>
    private static byte[] IntoTiff(byte[] picture, byte[] planted)
    {
        bool isBigEndian = picture[0] == 'M';
        uint Number(int at) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(picture.AsSpan(at)) : BinaryPrimitives.ReadUInt32LittleEndian(picture.AsSpan(at));
        byte[] Bytes(uint value, int width)
        {
            byte[] bytes = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            bytes = bytes[^width..];
            if (!isBigEndian)
            {
                Array.Reverse(bytes);
            }

            return bytes;
        }

        int old = (int)Number(4);
        int count = isBigEndian ? (picture[old] << 8) | picture[old + 1] : picture[old] | (picture[old + 1] << 8);
        using MemoryStream result = new();
        result.Write(picture);
        result.Write(planted);
        result.Write(new byte[result.Length & 1]);
        int place = (int)result.Length;
        result.Write(Bytes((uint)count + 1, 2));
        result.Write(picture.AsSpan(old + 2, count * 12));
        result.Write([.. Bytes(65000, 2), .. Bytes(7, 2), .. Bytes((uint)planted.Length, 4), .. Bytes((uint)picture.Length, 4)]);
        result.Write(picture.AsSpan(old + 2 + (count * 12), 4));
        result.Write(planted);
        byte[] sown = result.ToArray();
        Bytes((uint)place, 4).CopyTo(sown, 4);
        return sown;
    }

    private static void Segment(MemoryStream result, byte marker, byte[] content)
    {
        result.Write([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        result.Write(content);
    }

    private static void Extension(MemoryStream result, byte label, params byte[][] blocks)
    {
        result.Write([0x21, label]);
        foreach (byte[] block in blocks)
        {
            result.WriteByte((byte)block.Length);
            result.Write(block);
        }

        result.WriteByte(0);
    }
}
