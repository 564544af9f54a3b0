using System.Buffers.Binary;

namespace Locket.Pictures.Recognition;

/// <summary>GIF: the screen's size, and whether a second image follows the first, which only a walk through its blocks tells.</summary>
internal static class GifFacts
{
    private const int ScreenInBytes = 13;
    private const int ImageInBytes = 10;
    private const byte Extension = 0x21;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.Gif };
        Span<byte> screen = stackalloc byte[ScreenInBytes];
        if (!bytes.TryRead(0, screen))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(screen[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(screen[8..]);
        info = info with
        {
            Width = Recognizer.Size(width),
            Height = Recognizer.Size(height),
            Damage = width == 0 || height == 0 ? PictureDamage.Malformed : PictureDamage.None,
        };
        return ReadBlocks(ref bytes, info, ScreenInBytes + ColorTableInBytes(screen[10]));
    }

    private static PictureInfo ReadBlocks(ref PictureBytes bytes, PictureInfo info, long offset)
    {
        int images = 0;
        while (true)
        {
            if (!bytes.TryReadByte(offset, out byte block))
            {
                return Recognizer.Note(info, bytes.MissingBytes);
            }

            switch (block)
            {
                case Image when ++images > 1:
                    return info with { IsAnimated = true };
                case Image:
                    if (!bytes.TryReadByte(offset + ImageInBytes - 1, out byte flags))
                    {
                        return Recognizer.Note(info, bytes.MissingBytes);
                    }

                    // Its color table, then the code size of its pixels.
                    offset += ImageInBytes + ColorTableInBytes(flags) + 1;
                    break;
                case Extension:
                    offset += 2;
                    break;
                case Trailer when images == 1:
                    return info;
                default:
                    return Recognizer.Note(info, PictureDamage.Malformed);
            }

            byte length;
            do
            {
                if (!bytes.TryReadByte(offset, out length))
                {
                    return Recognizer.Note(info, bytes.MissingBytes);
                }

                offset += 1 + length;
            }
            while (length > 0);
        }
    }

    private static int ColorTableInBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
