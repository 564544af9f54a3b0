using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// JPEG in TIFF: strips, tiles and their common tables are JPEG files of their own, with room for all that such files can tell.
/// </summary>
internal sealed class TiffJpeg
{
    private readonly TiffFile _file;
    private readonly byte[] _buffer = new byte[PictureSource.BufferInBytes];
    private readonly byte[] _room = new byte[JpegMarker.MaxContentInBytes];

    public TiffJpeg(TiffFile file)
    {
        _file = file;
    }

    /// <summary>Says how long a part becomes, and notes what goes.</summary>
    public long Measure(long offset, long length, RemovalLog log)
    {
        CountedOutput measure = new(Stream.Null);
        Clean(_file.OpenPart(offset, length), measure, log, isTables: false);
        return measure.Length;
    }

    public void Write(TiffPart part, Stream output)
        => Clean(_file.OpenPart(part.Offset, part.Length), output, new RemovalLog(), isTables: false);

    public byte[] CleanTables(byte[] tables, RemovalLog log)
    {
        using MemoryStream input = new(tables, writable: false);
        using MemoryStream output = new();
        Clean(input, output, log, isTables: true);
        return output.ToArray();
    }

    private void Clean(Stream part, Stream output, RemovalLog log, bool isTables)
        => JpegCleaner.CleanPart(new PictureSource(part, _buffer), output, log, isTables, _room);
}
