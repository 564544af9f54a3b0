using System.Buffers.Binary;

namespace Locket.Pictures.Recognition;

/// <summary>Icons: the largest of the pictures that the directory lists.</summary>
internal static class IcoFacts
{
    private const int HeadInBytes = 6;
    private const int EntryInBytes = 16;

    /// <summary>Icons have a dozen sizes; the format could say 65,535.</summary>
    private const int MaxEntries = 1024;

    /// <summary>
    /// The signature is weak (0, 1, and a count), so that the first entry is looked at: its picture has a length and lies behind the
    /// directory.
    /// </summary>
    public static bool Matches(ReadOnlySpan<byte> start)
    {
        if (start.Length < HeadInBytes + EntryInBytes || !start.StartsWith("\0\0\x01\0"u8))
        {
            return false;
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(start[4..]);
        ReadOnlySpan<byte> entry = start[HeadInBytes..];
        return count is > 0 and <= MaxEntries && entry[3] is 0 or 0xFF
            && BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) > 0
            && BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]) >= HeadInBytes + (count * EntryInBytes);
    }

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.Ico };
        Span<byte> entry = stackalloc byte[EntryInBytes];
        if (!bytes.TryReadUInt16(4, isBigEndian: false, out ushort count))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        for (int i = 0; i < count; i++)
        {
            if (!bytes.TryRead(HeadInBytes + (i * EntryInBytes), entry))
            {
                return Recognizer.Note(info, bytes.MissingBytes);
            }

            // 0 says 256, the largest that one byte has room for.
            int width = entry[0] == 0 ? 256 : entry[0];
            int height = entry[1] == 0 ? 256 : entry[1];
            if (info.Width is null || (long)width * height > (long)info.Width * info.Height!.Value)
            {
                info = info with { Width = width, Height = height };
            }

            long end = (long)BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) + BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
            if (bytes.Length is long length && end > length)
            {
                info = Recognizer.Note(info, PictureDamage.CutOff);
            }
        }

        return info;
    }
}
