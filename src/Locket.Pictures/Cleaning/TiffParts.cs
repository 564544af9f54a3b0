using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>The strips and tiles of all pages of a TIFF file: each ends where its pixels do, as far as that is known.</summary>
internal sealed class TiffParts
{
    /// <summary>The packing of PNG, by its number and by the one that it had before.</summary>
    private const int Deflate = 8;
    private const int OldDeflate = 32946;
    private const int NewJpeg = 7;

    private readonly TiffFile _file;
    private readonly TiffJpeg _jpeg;
    private readonly RemovalLog _log;
    private readonly Dictionary<(long Offset, long Length), long> _measured = [];
    private readonly byte[] _buffer = new byte[PictureSource.BufferInBytes];

    public TiffParts(TiffFile file, TiffJpeg jpeg, RemovalLog log)
    {
        _file = file;
        _jpeg = jpeg;
        _log = log;
    }

    /// <summary>The lengths of all that was read, those that are shared once.</summary>
    public long LengthInBytes { get; private set; }

    public TiffPart[] Read(TiffLayout layout, (long Offset, long Length)[] places)
    {
        long cut = 0;
        TiffPart[] parts = new TiffPart[places.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            (long offset, long length) = places[i];
            bool isJpeg = layout.Compression == NewJpeg && length > 0;
            long clean = Measure(layout, places[i]);
            if (layout.Compression == TiffLayout.Uncompressed)
            {
                clean = (long)UInt128.Min(layout.PartInBytes(i), (UInt128)length);
            }

            cut += isJpeg ? 0 : length - clean;
            parts[i] = new(offset, length, isJpeg, clean);
        }

        if (cut > 0)
        {
            _log.Add(RemovedKind.Trailing, "behind the pixels", cut);
        }

        return parts;
    }

    private long Measure(TiffLayout layout, (long Offset, long Length) place)
    {
        if (_measured.TryGetValue(place, out long clean))
        {
            return clean;
        }

        // Parts that lie over each other could make a large file of a small one, and much work of few bytes.
        LengthInBytes += place.Length;
        if (LengthInBytes > _file.LengthInBytes)
        {
            throw new PictureException(PictureFailure.Damaged, "the TIFF file has pixels that lie over each other");
        }

        // A tile without bytes was never written.
        clean = place.Length == 0 ? 0 : layout.Compression switch
        {
            NewJpeg => _jpeg.Measure(place.Offset, place.Length, _log),
            Deflate or OldDeflate when !layout.IsReversed => Follow(place.Offset, place.Length),
            _ => place.Length,
        };
        _measured.Add(place, clean);
        return clean;
    }

    private long Follow(long offset, long length)
    {
        using Stream part = _file.OpenPart(offset, length);
        ZlibWalk walk = new(UInt128.MaxValue);
        long taken = 0;
        for (int count = part.Read(_buffer); count > 0 && !walk.IsAtEnd; count = part.Read(_buffer))
        {
            taken += walk.Take(_buffer.AsSpan(0, count));
        }

        return taken;
    }
}
