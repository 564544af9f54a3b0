using System.Buffers.Binary;

namespace Locket.Pictures.Recognition;

/// <summary>Bitmaps of Windows and OS/2: one header of a known length.</summary>
internal static class BmpFacts
{
    private const int FileHeaderInBytes = 14;
    private const int CoreHeaderInBytes = 12;
    private const int HeaderStartInBytes = 16;

    /// <summary>Two letters alone begin many a text; the length of the header behind them tells.</summary>
    public static bool Matches(ReadOnlySpan<byte> start)
        => start.StartsWith("BM"u8) && start.Length >= FileHeaderInBytes + sizeof(uint)
            && BinaryPrimitives.ReadUInt32LittleEndian(start[FileHeaderInBytes..]) is CoreHeaderInBytes or (>= 16 and <= 64) or 108 or 124;

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.Bmp };
        Span<byte> header = stackalloc byte[HeaderStartInBytes];
        header.Clear();
        bytes.ReadSome(FileHeaderInBytes, header);
        bool isCore = header[0] == CoreHeaderInBytes;
        if (!bytes.TryRead(FileHeaderInBytes, header[..(isCore ? CoreHeaderInBytes : HeaderStartInBytes)]))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        // Rows run from the bottom up, or from the top down where the height is negative.
        long width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) : BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        long height = isCore
            ? BinaryPrimitives.ReadUInt16LittleEndian(header[6..])
            : Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(header[8..]));
        int planes = BinaryPrimitives.ReadUInt16LittleEndian(header[(isCore ? 8 : 12)..]);
        int depth = BinaryPrimitives.ReadUInt16LittleEndian(header[(isCore ? 10 : 14)..]);
        bool isSound = Recognizer.Size(width) is not null && Recognizer.Size(height) is not null
            && planes == 1 && depth is 0 or 1 or 2 or 4 or 8 or 16 or 24 or 32 or 64;
        return info with
        {
            Width = Recognizer.Size(width),
            Height = Recognizer.Size(height),
            Damage = isSound ? PixelDamage(ref bytes) : PictureDamage.Malformed,
        };
    }

    private static PictureDamage PixelDamage(ref PictureBytes bytes)
        => bytes.Length is long length && bytes.TryReadUInt32(10, isBigEndian: false, out uint pixels) && pixels >= length
            ? PictureDamage.CutOff
            : PictureDamage.None;
}
