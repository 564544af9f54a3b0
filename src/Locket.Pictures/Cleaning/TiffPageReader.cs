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

    /// <summary>The bit of NewSubfileType, and the value of the older SubfileType, that mean a smaller picture of another page.</summary>
    private const int ReducedBit = 1;
    private const int Reduced = 2;

    private readonly TiffFile _file;
    private readonly TiffJpeg _jpeg;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private readonly TiffParts _parts;
    private long _valuesInBytes;

    public TiffPageReader(TiffFile file, TiffJpeg jpeg, RemovalLog log, CleaningOptions options)
    {
        _file = file;
        _jpeg = jpeg;
        _log = log;
        _options = options;
        _parts = new(file, jpeg, log);
        AccountedInBytes = file.HeadInBytes;
    }

    /// <summary>How much of the file is header, directories and values.</summary>
    public long AccountedInBytes { get; private set; }

    /// <summary>How much of it is the pixels of its pages.</summary>
    public long PixelsInBytes => _parts.LengthInBytes;

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

        bool isReduced = (Number(entries, TiffTags.NewSubfileType, 0) & ReducedBit) != 0
            || Number(entries, TiffTags.SubfileType, 0) == Reduced;
        if (isReduced && pages.Count == 0)
        {
            throw new PictureException(PictureFailure.Unsupported, "the TIFF file begins with a thumbnail, as camera originals do");
        }

        if (isReduced)
        {
            _log.Add(RemovedKind.Thumbnail, "page", Places(entries).Parts.Sum(part => part.Length));
            return;
        }

        TiffLayout layout = TiffLayout.Read(entries, tag => Numbers(entries, tag));
        if (layout.Compression == OldJpeg)
        {
            throw new PictureException(PictureFailure.Unsupported, "old JPEG in TIFF cannot be cleaned");
        }

        bool isJpeg = layout.Compression == NewJpeg;
        (ushort offsetsTag, (long Offset, long Length)[] places) = Places(entries);
        TiffPart[] parts = _parts.Read(layout, Needed(layout, places));
        SortedDictionary<ushort, (TiffEntry Entry, byte[] Values)> tags = [];
        foreach (TiffEntry entry in entries)
        {
            if (entry.Tag == offsetsTag || entry.Tag == CountsTag(offsetsTag))
            {
                continue;
            }

            if (entry.ValueInBytes == 0 || tags.ContainsKey(entry.Tag) || !TiffTags.IsKept(entry, layout, _options))
            {
                if (TiffTags.IsNeeded(entry.Tag, layout))
                {
                    throw Damaged($"the TIFF file's tag {entry.Tag} is not what it has to be");
                }

                _log.Add(TiffTags.KindOf(entry.Tag), $"tag {entry.Tag}", _file.EntryInBytes + LengthOutside(entry));
                continue;
            }

            if (entry.Tag == TiffTags.JpegTables && !isJpeg)
            {
                _log.Add(RemovedKind.Other, $"tag {entry.Tag}", _file.EntryInBytes + LengthOutside(entry));
                continue;
            }

            byte[] values = _file.ReadValues(entry, MaxValuesInBytes);
            if (entry.Tag == TiffTags.JpegTables)
            {
                values = entry.ValueInBytes == 1 ? _jpeg.CleanTables(values, _log) : throw Damaged("the TIFF file has JPEG tables that are none");
            }

            if (entry.Tag == TiffTags.ColorProfile)
            {
                int whole = values.Length;
                values = IccProfile.Trim(values).ToArray();
                if (values.Length < whole)
                {
                    _log.Add(RemovedKind.ColorProfile, $"tag {entry.Tag}", whole - values.Length);
                }

                if (values.Length == 0)
                {
                    continue;
                }
            }

            tags.Add(entry.Tag, (entry with { Count = values.Length / entry.ValueInBytes }, Reserve(values)));
        }

        TiffEntry lengths = new(CountsTag(offsetsTag), _file.OffsetType, parts.Length, 0);
        tags[lengths.Tag] = (lengths, Reserve(Counts(parts)));
        pages.Add(new([.. tags.Values], offsetsTag, parts));
    }

    /// <summary>Leaves out strips and tiles beyond those that the picture's size needs.</summary>
    private (long Offset, long Length)[] Needed(TiffLayout layout, (long Offset, long Length)[] places)
    {
        if ((UInt128)places.Length <= layout.Parts)
        {
            return places;
        }

        int count = (int)layout.Parts;
        long unneeded = places.Skip(count).Except(places.Take(count)).Sum(place => place.Length);
        AccountedInBytes += unneeded;
        _log.Add(RemovedKind.Trailing, "strips behind the picture", unneeded);
        return places[..count];
    }

    private byte[] Counts(TiffPart[] parts)
    {
        byte[] counts = new byte[parts.Length * _file.OffsetInBytes];
        for (int i = 0; i < parts.Length; i++)
        {
            _file.WriteOffset(counts.AsSpan(i * _file.OffsetInBytes), parts[i].CleanLength);
        }

        return counts;
    }

    private (ushort Tag, (long Offset, long Length)[] Parts) Places(TiffEntry[] entries)
    {
        ushort tag = entries.Any(entry => entry.Tag == TiffTags.TileOffsets) ? TiffTags.TileOffsets : TiffTags.StripOffsets;
        long[] offsets = Numbers(entries, tag) ?? throw Damaged("the TIFF file has a page without pixels");
        long[] lengths = Numbers(entries, CountsTag(tag)) ?? (offsets.Length == 1 ? [UncompressedLength(entries)] : []);
        if (lengths.Length != offsets.Length)
        {
            throw Damaged("the TIFF file does not say how long its pixels are");
        }

        (long Offset, long Length)[] parts = new (long, long)[offsets.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (offsets[i] < 0 || lengths[i] < 0 || offsets[i] > _file.LengthInBytes - lengths[i])
            {
                throw Damaged("the TIFF file has pixels beyond its end");
            }

            parts[i] = (offsets[i], lengths[i]);
        }

        return (tag, parts);
    }

    private long UncompressedLength(TiffEntry[] entries)
    {
        if (Number(entries, TiffTags.Compression, TiffLayout.Uncompressed) != TiffLayout.Uncompressed)
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
