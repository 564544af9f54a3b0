namespace Locket.Pictures.Recognition;

/// <summary>TIFF and BigTIFF: the first directory.</summary>
internal static class TiffFacts
{
    public static bool Matches(ReadOnlySpan<byte> start)
        => start.StartsWith("II\x2a\0"u8) || start.StartsWith("MM\0\x2a"u8)
            || start.StartsWith("II\x2b\0\x08\0\0\0"u8) || start.StartsWith("MM\0\x2b\0\x08\0\0"u8);

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.Tiff };
        if (!TiffHead.TryRead(ref bytes, 0, long.MaxValue, out TiffHead head))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        TiffDirectory found = TiffDirectory.Read(ref bytes, head, long.MaxValue);
        bool hasSize = Recognizer.Size(found.Width) is not null && Recognizer.Size(found.Height) is not null;
        return info with
        {
            Width = Recognizer.Size(found.Width),
            Height = Recognizer.Size(found.Height),
            Orientation = found.Orientation,
            Damage = found.Damage == PictureDamage.None && !hasSize && !bytes.GaveUp ? PictureDamage.Malformed : found.Damage,
        };
    }
}
