using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Recognition;

/// <summary>PNG and APNG: the header chunk, and the chunks that say something about orientation and frames.</summary>
internal static class PngFacts
{
    private const int ChunkOverheadInBytes = 12;
    private const int HeaderInBytes = 13;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.Png };
        Span<byte> chunk = stackalloc byte[ChunkOverheadInBytes + HeaderInBytes];
        if (!bytes.TryRead(Signature.Length, chunk))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        if (!chunk[..8].SequenceEqual("\0\0\0\x0dIHDR"u8))
        {
            return info with { Damage = PictureDamage.Malformed };
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]);
        bool isSound = IsDepthOfColor(chunk[16], chunk[17]) && chunk[18] == 0 && chunk[19] == 0 && chunk[20] <= 1
            && Recognizer.Size(width) is not null && Recognizer.Size(height) is not null
            && Crc32.Of(chunk[4..21]) == BinaryPrimitives.ReadUInt32BigEndian(chunk[21..]);
        info = info with
        {
            Width = Recognizer.Size(width),
            Height = Recognizer.Size(height),
            Damage = isSound ? PictureDamage.None : PictureDamage.Malformed,
        };
        return ReadChunks(ref bytes, info, Signature.Length + chunk.Length);
    }

    private static PictureInfo ReadChunks(ref PictureBytes bytes, PictureInfo info, long offset)
    {
        Span<byte> head = stackalloc byte[8];
        bool hasPixels = false;
        bool hasExif = false;
        while (true)
        {
            if (!bytes.TryRead(offset, head))
            {
                return Recognizer.Note(info, bytes.MissingBytes);
            }

            uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
            ReadOnlySpan<byte> type = head[4..];
            if (length > int.MaxValue)
            {
                return Recognizer.Note(info, PictureDamage.Malformed);
            }

            if (type.SequenceEqual("IEND"u8))
            {
                PictureDamage end = hasPixels ? PictureDamage.None : PictureDamage.Malformed;
                return Recognizer.Note(info, end);
            }

            if (type.SequenceEqual("IDAT"u8))
            {
                hasPixels = true;

                // Behind the pixels there is at most an orientation, which is not worth reading all of them.
                if (!bytes.CanSeek)
                {
                    return info;
                }
            }
            else if (type.SequenceEqual("acTL"u8) && !hasPixels && info.Type == PictureType.Png
                && bytes.TryReadUInt32(offset + head.Length, isBigEndian: true, out uint frames)
                && frames > 0)
            {
                info = info with { Type = PictureType.Apng, IsAnimated = frames > 1 };
            }
            else if (type.SequenceEqual("eXIf"u8) && !hasExif)
            {
                hasExif = true;
                info = info with { Orientation = ExifOrientation.Read(ref bytes, offset + head.Length, length) };
            }

            offset += ChunkOverheadInBytes + (long)length;
        }
    }

    private static bool IsDepthOfColor(byte depth, byte color) => color switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => depth is 8 or 16,
        _ => false,
    };
}
