using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>Reads the pages of a TIFF file, and leaves out of them what does not make pixels.</summary>
internal sealed class TiffPageReader
{
    /// <summary>Pages of one file: a scanned archive of thousands fits.</summary>
    private const int MaxPages = 16 * 1024;

    /// <summary>Bytes of the values of one tag: two million places of tiles, or the largest color profile.</summary>
    private const int MaxValuesInBytes = 16 * 1024 * 1024;

    /// <summary>Bytes of the values of all tags that stay, which are in memory at once.</summary>
    private const long MaxAllValuesInBytes = 128L * 1024 * 1024;

    private const int OldJpeg = 6;
    private const int NewJpeg = 7;
    private const int Uncompressed = 1;

    /// <summary>JFIF without a thumbnail, with its length; Adobe's segment is shorter.</summary>
    private const int MaxPlainSegmentInBytes = 16;

    private readonly TiffFile _file;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private long _valuesInBytes;

    public TiffPageReader(TiffFile file, RemovalLog log, CleaningOptions options)
    {
        _file = file;
        _log = log;
        _options = options;
        AccountedInBytes = file.HeadInBytes;
    }

    /// <summary>How much of the file is header, directories and values.</summary>
    public long AccountedInBytes { get; private set; }

    public List<TiffPage> Read()
    {
        List<TiffPage> pages = [];
        HashSet<long> seen = [];
        long offset = _file.FirstDirectory;
        while (offset != 0)
        {
            if (!seen.Add(offset) || seen.Count > MaxPages)
            {
                throw Damaged("the TIFF file's pages go round in circles");
            }

            (TiffEntry[] entries, long next) = _file.ReadDirectory(offset);
            AccountedInBytes += _file.CountInBytes + (entries.Length * _file.EntryInBytes) + _file.OffsetInBytes;
            foreach (TiffEntry entry in entries)
            {
                AccountedInBytes += LengthOutside(entry);
            }

            ReadPage(entries, pages);
            offset = next;
        }

        return pages.Count > 0 ? pages : throw Damaged("the TIFF file has no page");
    }

    private void ReadPage(TiffEntry[] entries, List<TiffPage> pages)
    {
        if (entries.Any(entry => entry.Tag is TiffTags.DngVersion or TiffTags.JpegInterchangeFormat))
        {
            throw new PictureException(PictureFailure.Unsupported, "camera originals and old JPEG in TIFF cannot be cleaned");
        }

        bool isReduced = (Number(entries, TiffTags.NewSubfileType, 0) & 1) != 0;
        if (isReduced && pages.Count == 0)
        {
            throw new PictureException(PictureFailure.Unsupported, "the TIFF file begins with a thumbnail, as camera originals do");
        }

        if (isReduced)
        {
            _log.Add(RemovedKind.Thumbnail, "page", Parts(entries).Parts.Sum(part => part.Length));
            return;
        }

        if (Number(entries, TiffTags.Compression, Uncompressed) == OldJpeg)
        {
            throw new PictureException(PictureFailure.Unsupported, "old JPEG in TIFF cannot be cleaned");
        }

        if (Number(entries, TiffTags.Width, 0) is 0 or > int.MaxValue || Number(entries, TiffTags.Height, 0) is 0 or > int.MaxValue)
        {
            throw Damaged("the TIFF file has a page without a size");
        }

        (ushort offsetsTag, IReadOnlyList<(long Offset, long Length)> parts, byte[] counts) = Parts(entries);
        if (Number(entries, TiffTags.Compression, Uncompressed) == NewJpeg)
        {
            foreach ((long start, long length) in parts)
            {
                RequirePlainJpeg(start, length);
            }
        }

        SortedDictionary<ushort, (TiffEntry Entry, byte[] Values)> tags = [];
        foreach (TiffEntry entry in entries)
        {
            if (entry.Tag == offsetsTag || entry.Tag == CountsTag(offsetsTag))
            {
                continue;
            }

            if (entry.ValueInBytes == 0 || tags.ContainsKey(entry.Tag) || !TiffTags.IsKept(entry.Tag, entry.Type, entry.Count, _options))
            {
                if (TiffTags.IsNeeded(entry.Tag))
                {
                    throw Damaged($"the TIFF file's tag {entry.Tag} is not what it has to be");
                }

                _log.Add(TiffTags.KindOf(entry.Tag), $"tag {entry.Tag}", _file.EntryInBytes + LengthOutside(entry));
                continue;
            }

            tags.Add(entry.Tag, (entry, Reserve(_file.ReadValues(entry, MaxValuesInBytes))));
        }

        TiffEntry lengths = new(CountsTag(offsetsTag), _file.OffsetType, parts.Count, 0);
        tags[lengths.Tag] = (lengths, Reserve(counts));
        pages.Add(new([.. tags.Values], offsetsTag, parts));
    }

    /// <summary>Strips and tiles may be JPEG files of their own; what such a file tells beside its pixels stays in it.</summary>
    private void RequirePlainJpeg(long start, long length)
    {
        for (long at = start + 2, end = start + length; at + 4 <= end;)
        {
            byte[] head = _file.ReadBytes(at, 4);
            byte marker = head[1];
            if (head[0] != JpegMarker.Prefix || marker is JpegMarker.StartOfScan or JpegMarker.EndOfImage)
            {
                return;
            }

            int content = (head[2] << 8) | head[3];
            bool isPlain = (marker is JpegMarker.App0 or JpegMarker.App14) && content <= MaxPlainSegmentInBytes;
            if (marker == JpegMarker.Comment || (JpegMarker.IsApplication(marker) && !isPlain))
            {
                throw new PictureException(PictureFailure.Unsupported, "the TIFF file has JPEG pixels with other things among them", at);
            }

            at += marker == JpegMarker.Prefix ? 1 : 2 + content;
        }
    }

    private (ushort Tag, IReadOnlyList<(long Offset, long Length)> Parts, byte[] Counts) Parts(TiffEntry[] entries)
    {
        ushort tag = entries.Any(entry => entry.Tag == TiffTags.TileOffsets) ? TiffTags.TileOffsets : TiffTags.StripOffsets;
        long[] offsets = Numbers(entries, tag) ?? throw Damaged("the TIFF file has a page without pixels");
        long[] lengths = Numbers(entries, CountsTag(tag)) ?? (offsets.Length == 1 ? [UncompressedLength(entries)] : []);
        if (lengths.Length != offsets.Length)
        {
            throw Damaged("the TIFF file does not say how long its pixels are");
        }

        byte[] counts = new byte[lengths.Length * _file.OffsetInBytes];
        (long Offset, long Length)[] parts = new (long, long)[offsets.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (offsets[i] < 0 || lengths[i] < 0 || offsets[i] > _file.LengthInBytes - lengths[i])
            {
                throw Damaged("the TIFF file has pixels beyond its end");
            }

            parts[i] = (offsets[i], lengths[i]);
            _file.WriteOffset(counts.AsSpan(i * _file.OffsetInBytes), lengths[i]);
        }

        return (tag, parts, counts);
    }

    private long UncompressedLength(TiffEntry[] entries)
    {
        if (Number(entries, TiffTags.Compression, Uncompressed) != Uncompressed)
        {
            throw Damaged("the TIFF file does not say how long its pixels are");
        }

        UInt128 bits = (UInt128)Number(entries, TiffTags.Width, 0) * (UInt128)Number(entries, TiffTags.SamplesPerPixel, 1)
            * (UInt128)Number(entries, TiffTags.BitsPerSample, 1);
        UInt128 length = (bits + 7) / 8 * (UInt128)Number(entries, TiffTags.Height, 0);
        return length <= (UInt128)_file.LengthInBytes ? (long)length : throw Damaged("the TIFF file has pixels beyond its end");
    }

    private long Number(TiffEntry[] entries, ushort tag, long otherwise)
        => Numbers(entries, tag) is [>= 0 and <= uint.MaxValue and long number, ..] ? number : otherwise;

    private long[]? Numbers(TiffEntry[] entries, ushort tag)
    {
        int place = Array.FindIndex(entries, entry => entry.Tag == tag);
        return place < 0 ? null : _file.ReadNumbers(entries[place], MaxValuesInBytes);
    }

    private byte[] Reserve(byte[] values)
    {
        _valuesInBytes += values.Length;
        return _valuesInBytes <= MaxAllValuesInBytes
            ? values
            : throw new PictureException(PictureFailure.TooLarge, "the TIFF file has too many values");
    }

    private long LengthOutside(TiffEntry entry)
        => _file.LengthOf(entry) is long length && length > _file.OffsetInBytes && length <= _file.LengthInBytes ? length : 0;

    private static ushort CountsTag(ushort offsetsTag)
        => offsetsTag == TiffTags.TileOffsets ? TiffTags.TileByteCounts : TiffTags.StripByteCounts;

    private static PictureException Damaged(string message) => new(PictureFailure.Damaged, message);
}
