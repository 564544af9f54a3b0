using Locket.Pictures.Containers;

namespace Locket.Pictures.Redaction;

/// <summary>
/// Reads from a JPEG's frame and scans how far its blocks reach. It passes over whatever it does not understand, as decoders do; what it
/// does not learn, it takes to be the worst.
/// </summary>
internal sealed class JpegReach
{
    private const int BlockSide = 8;
    private const int MaxFactor = 4;

    /// <summary>Blocks on each side whose means a decoder may look at to smooth what a progressive file does not say.</summary>
    private const int SmoothedBlocks = 2;

    private readonly PictureSource _source;

    private (int Across, int Down)[] _factors = [(1, 1), (MaxFactor, MaxFactor)];
    private bool _isProgressive = true;
    private JpegProgression? _progression;

    private JpegReach(PictureSource source)
    {
        _source = source;
    }

    /// <param name="picture">The file, from the stream's position on.</param>
    public static CodingReach Read(Stream picture)
    {
        JpegReach reader = new(new PictureSource(picture));
        bool isWhole;
        try
        {
            isWhole = reader.ReadSegments();
        }
        catch (PictureException)
        {
            isWhole = false;
        }

        return reader.Reach(isWhole);
    }

    private CodingReach Reach(bool isWhole)
    {
        // A unit of all colors is as large as a block of the coarsest one; where all are alike, none is coarser than a pixel.
        int across = _factors.Distinct().Count() == 1 ? 1 : _factors.Max(one => one.Across);
        int down = _factors.Distinct().Count() == 1 ? 1 : _factors.Max(one => one.Down);
        (int width, int height) = (BlockSide * across, BlockSide * down);
        bool isExact = _isProgressive ? isWhole && _progression is { IsComplete: true } : _progression is { IsContradictory: false };
        int smoothed = isExact ? 0 : SmoothedBlocks;

        // One sample of the coarsest color before: coders make it of the pixels around it. And one after: decoders mix it into them.
        return new CodingReach(width, height, across, down, across + (smoothed * width), down + (smoothed * height));
    }

    /// <returns>Whether the file's end was reached.</returns>
    private bool ReadSegments()
    {
        while (true)
        {
            byte marker = NextMarker();
            if (marker == JpegMarker.EndOfImage)
            {
                return _progression is not null;
            }

            if (marker is 0 or 1 or JpegMarker.StartOfImage || JpegMarker.IsRestart(marker))
            {
                continue;
            }

            int length = _source.ReadUInt16BigEndian() - sizeof(ushort);
            byte[] content = new byte[Math.Max(0, length)];
            _source.Read(content);
            if (JpegMarker.IsFrame(marker) && _progression is null)
            {
                ReadFrame(marker, content);
            }
            else if (marker == JpegMarker.StartOfScan)
            {
                if (_progression is not null && !_isProgressive)
                {
                    // Nothing that comes later matters.
                    return true;
                }

                _progression?.Add(content);
            }
        }
    }

    private void ReadFrame(byte marker, byte[] content)
    {
        // Precision, height, width, the number of colors; of each its name, its factors and its table (ISO/IEC 10918-1, B.2.2).
        if (content.Length < 6 || content[5] == 0 || content.Length < 6 + (content[5] * 3))
        {
            return;
        }

        _isProgressive = marker is 0xC2 or 0xCA;
        _factors = new (int, int)[content[5]];
        byte[] names = new byte[content[5]];
        for (int i = 0; i < _factors.Length; i++)
        {
            int at = 6 + (i * 3);
            _factors[i] = (Math.Clamp(content[at + 1] >> 4, 1, MaxFactor), Math.Clamp(content[at + 1] & 15, 1, MaxFactor));
            names[i] = content[at];
        }

        _progression = new JpegProgression(names);
    }

    /// <summary>Passes over coded pixels and whatever else is not a marker.</summary>
    private byte NextMarker()
    {
        while (true)
        {
            ReadOnlySpan<byte> found = _source.Peek();
            int place = found.IndexOf(JpegMarker.Prefix);
            _source.Take(place < 0 ? found.Length : place);
            if (place < 0 && !found.IsEmpty)
            {
                continue;
            }

            byte next;
            do
            {
                next = _source.ReadByte();
            }
            while (next == JpegMarker.Prefix);
            return next;
        }
    }
}
