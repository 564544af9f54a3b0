namespace Locket.Pictures.Recognition;

/// <summary>The orientation in an EXIF block, which is a small TIFF file, sometimes with JPEG's introduction before it.</summary>
internal static class ExifOrientation
{
    /// <summary>What stands before the TIFF header in JPEG, and by mistake in some other files.</summary>
    public static ReadOnlySpan<byte> Introduction => "Exif\0\0"u8;

    /// <returns>1 where the block says nothing, or nothing that has a meaning.</returns>
    public static int Read(ref PictureBytes bytes, long offset, long length) => ReadDirectory(ref bytes, offset, length).Orientation;

    /// <returns>What the first directory says; nothing where there is none.</returns>
    public static TiffDirectory ReadDirectory(ref PictureBytes bytes, long offset, long length)
    {
        Span<byte> start = stackalloc byte[6];
        long end = offset + length;
        if (bytes.TryRead(offset, start) && start.SequenceEqual(Introduction))
        {
            offset += start.Length;
        }

        return TiffHead.TryRead(ref bytes, offset, end, out TiffHead head) && !head.IsBig
            ? TiffDirectory.Read(ref bytes, head, end)
            : TiffDirectory.Empty;
    }
}
