using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// TIFF: a new file of what makes the pixels, in the order header, then for each page its directory, values and pixels. Nothing else of
/// the old file can be in it, whether a directory pointed to it or not.
/// </summary>
internal sealed class TiffCleaner
{
    private readonly TiffFile _file;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private readonly TiffJpeg _jpeg;
    private readonly Dictionary<TiffPart, long> _places = [];

    private TiffCleaner(TiffFile file, RemovalLog log, CleaningOptions options)
    {
        _file = file;
        _log = log;
        _options = options;
        _jpeg = new(file);
    }

    public static void Clean(PlacedSource source, Stream output, RemovalLog log, CleaningOptions options)
        => new TiffCleaner(new(source), log, options).Clean(output);

    private void Clean(Stream output)
    {
        TiffPageReader reader = new(_file, _jpeg, _log, _options);
        List<TiffPage> pages = reader.Read();

        long unused = _file.LengthInBytes - reader.AccountedInBytes - reader.PixelsInBytes;

        // A byte here and there makes places even.
        long parts = pages.Sum(page => (long)page.Parts.Count + page.Tags.Count + 1);
        if (unused > parts)
        {
            _log.Add(RemovedKind.Trailing, "unused bytes", unused);
        }

        Write(pages, output);
    }

    private void Write(List<TiffPage> pages, Stream output)
    {
        CountedOutput counted = new(output);
        _file.Copy(0, _file.HeadInBytes - _file.OffsetInBytes, counted);
        Span<byte> offset = stackalloc byte[8];
        offset = offset[.._file.OffsetInBytes];
        _file.WriteOffset(offset, _file.HeadInBytes);
        counted.Write(offset);
        for (int i = 0; i < pages.Count; i++)
        {
            WritePage(pages[i], counted, isLast: i == pages.Count - 1);
        }
    }

    private void WritePage(TiffPage page, CountedOutput output, bool isLast)
    {
        int entries = page.Tags.Count + 1;
        long directory = output.Position;
        long valuesAt = directory + _file.CountInBytes + (entries * _file.EntryInBytes) + _file.OffsetInBytes;
        List<byte[]> outside = [];
        long end = valuesAt;
        long Reserve(byte[] values)
        {
            long place = end;
            outside.Add(values);
            end += values.Length + (values.Length & 1);
            return place;
        }

        // Where the pixels go depends on how long the values are; theirs is the last.
        byte[] offsets = new byte[(long)page.Parts.Count * _file.OffsetInBytes];
        byte[] table = new byte[entries * _file.EntryInBytes];
        int written = 0;
        bool isPlaced = false;
        foreach ((TiffEntry entry, byte[] values) in page.Tags)
        {
            if (!isPlaced && entry.Tag > page.OffsetsTag)
            {
                isPlaced = true;
                WriteOffsets(written++);
            }

            WriteEntry(table.AsSpan(written++ * _file.EntryInBytes), entry.Tag, entry.Type, entry.Count, values, Reserve);
        }

        if (!isPlaced)
        {
            WriteOffsets(written);
        }

        void WriteOffsets(int place) => WriteEntry(
            table.AsSpan(place * _file.EntryInBytes), page.OffsetsTag, _file.OffsetType, page.Parts.Count, offsets, Reserve);

        List<TiffPart> pixels = Place(page, ref end, offsets);
        if (offsets.Length <= _file.OffsetInBytes)
        {
            // Short enough to stand in its entry, which was written before the place was known.
            int place = page.Tags.Count(tag => tag.Entry.Tag < page.OffsetsTag);
            offsets.CopyTo(table, ((place + 1) * _file.EntryInBytes) - _file.OffsetInBytes);
        }

        Span<byte> number = stackalloc byte[8];
        _file.WriteOffset(number, entries);
        if (!_file.IsBig)
        {
            _file.WriteUInt16(number, (ushort)entries);
        }

        output.Write(number[.._file.CountInBytes]);
        output.Write(table);
        _file.WriteOffset(number, isLast ? 0 : end);
        output.Write(number[.._file.OffsetInBytes]);
        foreach (byte[] values in outside)
        {
            output.Write(values);
            RiffChunk.Pad(output, values.Length);
        }

        foreach (TiffPart part in pixels)
        {
            WritePart(part, output);
            RiffChunk.Pad(output, part.CleanLength);
        }
    }

    private void WritePart(TiffPart part, CountedOutput output)
    {
        if (part.IsJpeg)
        {
            _jpeg.Write(part, output);
        }
        else
        {
            _file.Copy(part.Offset, part.CleanLength, output);
        }
    }

    /// <summary>Gives each part of the pixels its place; parts that several tiles or pages share are written once.</summary>
    private List<TiffPart> Place(TiffPage page, ref long end, byte[] offsets)
    {
        List<TiffPart> added = [];
        for (int i = 0; i < page.Parts.Count; i++)
        {
            if (!_places.TryGetValue(page.Parts[i], out long place))
            {
                place = end;
                _places.Add(page.Parts[i], place);
                added.Add(page.Parts[i]);
                end += page.Parts[i].CleanLength + (page.Parts[i].CleanLength & 1);
            }

            _file.WriteOffset(offsets.AsSpan(i * _file.OffsetInBytes), place);
        }

        return added;
    }

    private void WriteEntry(Span<byte> destination, ushort tag, ushort type, long count, byte[] values, Func<byte[], long> reserve)
    {
        _file.WriteUInt16(destination, tag);
        _file.WriteUInt16(destination[2..], type);
        _file.WriteOffset(destination[4..], count);
        Span<byte> value = destination.Slice(_file.EntryInBytes - _file.OffsetInBytes, _file.OffsetInBytes);
        if (values.Length <= value.Length)
        {
            values.CopyTo(value);
        }
        else
        {
            _file.WriteOffset(value, reserve(values));
        }
    }
}
