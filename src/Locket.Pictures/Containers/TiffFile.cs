using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>A TIFF file as directories and entries, in either byte order and width.</summary>
internal sealed class TiffFile
{
    /// <summary>TIFF knows some hundred tags; a directory that claims more is none.</summary>
    public const int MaxEntries = 4096;

    private const ushort Classic = 42;
    private const ushort Big = 43;

    private readonly PlacedSource _source;

    public TiffFile(PlacedSource source)
    {
        _source = source;
        Span<byte> head = stackalloc byte[4];
        source.Read(0, head);
        IsBigEndian = head[0] == 'M';
        ushort version = ReadUInt16(2);
        if (!head[..2].SequenceEqual(IsBigEndian ? "MM"u8 : "II"u8) || version is not (Classic or Big))
        {
            throw new PictureException(PictureFailure.Damaged, "the picture does not begin as a TIFF file does", 0);
        }

        IsBig = version == Big;
    }

    public bool IsBigEndian { get; }

    public bool IsBig { get; }

    public int HeadInBytes => IsBig ? 16 : 8;

    public int CountInBytes => IsBig ? 8 : 2;

    public int EntryInBytes => IsBig ? 20 : 12;

    public int OffsetInBytes => IsBig ? 8 : 4;

    /// <summary>The type of numbers as wide as offsets: LONG8 or LONG.</summary>
    public ushort OffsetType => IsBig ? (ushort)16 : (ushort)4;

    public long FirstDirectory => ReadOffset(IsBig ? 8 : 4);

    public long LengthInBytes => _source.Length;

    /// <summary>Reads a directory and says where the next one is; 0 where there is none.</summary>
    public (TiffEntry[] Entries, long Next) ReadDirectory(long offset)
    {
        long count = IsBig ? ReadOffset(offset) : ReadUInt16(offset);
        if (count is < 1 or > MaxEntries)
        {
            throw new PictureException(PictureFailure.Damaged, "the TIFF file has a directory that cannot be one", offset);
        }

        TiffEntry[] entries = new TiffEntry[count];
        long at = offset + CountInBytes;
        for (int i = 0; i < entries.Length; i++, at += EntryInBytes)
        {
            TiffEntry entry = new(ReadUInt16(at), ReadUInt16(at + 2), ReadOffset(at + 4), at + EntryInBytes - OffsetInBytes);
            entries[i] = LengthOf(entry) <= OffsetInBytes ? entry : entry with { Place = ReadOffset(entry.Place) };
        }

        return (entries, ReadOffset(at));
    }

    /// <summary>The length of an entry's values, in bytes.</summary>
    public long LengthOf(TiffEntry entry) => entry.Count > _source.Length ? long.MaxValue : entry.Count * entry.ValueInBytes;

    public byte[] ReadValues(TiffEntry entry, int limit)
    {
        long length = LengthOf(entry);
        return length <= limit
            ? _source.ReadBlock(entry.Place, length, limit)
            : throw new PictureException(PictureFailure.TooLarge, $"the TIFF file has too many values for tag {entry.Tag}", entry.Place);
    }

    /// <summary>An entry's values as whole numbers.</summary>
    public long[] ReadNumbers(TiffEntry entry, int limit)
    {
        if (!entry.IsUnsigned)
        {
            throw new PictureException(PictureFailure.Damaged, $"the TIFF file's tag {entry.Tag} is no number", entry.Place);
        }

        // Whatever their width in the file, here they take eight bytes each.
        if (entry.Count > limit / sizeof(long))
        {
            throw new PictureException(PictureFailure.TooLarge, $"the TIFF file has too many values for tag {entry.Tag}", entry.Place);
        }

        byte[] values = ReadValues(entry, limit);
        long[] numbers = new long[entry.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            ReadOnlySpan<byte> value = values.AsSpan(i * entry.ValueInBytes, entry.ValueInBytes);
            ulong number = entry.ValueInBytes switch
            {
                1 => value[0],
                2 => UInt16(value),
                4 => UInt32(value),
                _ => UInt64(value),
            };
            numbers[i] = number <= long.MaxValue ? (long)number : -1;
        }

        return numbers;
    }

    public byte[] ReadBytes(long offset, int length) => _source.ReadBlock(offset, length, length);

    public void Copy(long offset, long length, Stream output) => _source.Copy(offset, length, output);

    public Stream OpenPart(long offset, long length) => new PlacedPart(_source, offset, length);

    public void WriteUInt16(Span<byte> destination, ushort value)
    {
        if (IsBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
        }
    }

    /// <summary>A number as wide as the file's offsets.</summary>
    public void WriteOffset(Span<byte> destination, long value)
    {
        if (!IsBig && value > uint.MaxValue)
        {
            throw new PictureException(PictureFailure.TooLarge, "a TIFF file has room for 4 GiB");
        }

        switch (IsBig, IsBigEndian)
        {
            case (true, true):
                BinaryPrimitives.WriteInt64BigEndian(destination, value);
                break;
            case (true, false):
                BinaryPrimitives.WriteInt64LittleEndian(destination, value);
                break;
            case (false, true):
                BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)value);
                break;
            default:
                BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)value);
                break;
        }
    }

    private long ReadOffset(long offset)
    {
        if (!IsBig)
        {
            return ReadUInt32(offset);
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _source.Read(offset, bytes);
        ulong value = UInt64(bytes);
        return value <= long.MaxValue
            ? (long)value
            : throw new PictureException(PictureFailure.Damaged, "the TIFF file names an impossible place", offset);
    }

    private uint ReadUInt32(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        _source.Read(offset, bytes);
        return UInt32(bytes);
    }

    private ushort ReadUInt16(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        _source.Read(offset, bytes);
        return UInt16(bytes);
    }

    private ushort UInt16(ReadOnlySpan<byte> bytes)
        => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint UInt32(ReadOnlySpan<byte> bytes)
        => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private ulong UInt64(ReadOnlySpan<byte> bytes)
        => IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
