namespace Locket.Pictures.Containers;

/// <summary>
/// Goes through a JPEG file from SOI to EOI. What it does not understand it refuses: bytes between segments, unknown markers, an end
/// without EOI.
/// </summary>
internal sealed class JpegWalk
{
    /// <summary>All tables that there can be have some 5 KiB; no program writes each of them often before it is used.</summary>
    private const int MaxTablesInBytes = 256 * 1024;

    private readonly PictureSource _source;
    private readonly Stream _output;

    /// <summary>What stands before a scan, until it is known that the scan comes.</summary>
    private readonly JpegHeld _held = new();
    private readonly byte[] _content;
    private readonly JpegRules _rules = new();
    private readonly bool _isLastOnly;
    private bool _isHolding;

    /// <param name="source">The file, from its beginning.</param>
    /// <param name="output">Where to.</param>
    /// <param name="content">Room for a segment, for who goes through many files; null for its own.</param>
    /// <param name="isLastOnly">
    /// Whether of what decoders overwrite before a scan the last stays alone, and no tables of another kind of coding.
    /// </param>
    public JpegWalk(PictureSource source, Stream output, byte[]? content = null, bool isLastOnly = false)
    {
        _isLastOnly = isLastOnly;
        _isHolding = isLastOnly;
        _source = source;
        _output = output;
        _content = content ?? new byte[JpegMarker.MaxContentInBytes];
    }

    /// <summary>Decides what becomes of a segment that is not needed for the pixels; it writes what is to stand in its place.</summary>
    public delegate void Visitor(byte marker, ReadOnlySpan<byte> content);

    /// <summary>Whether a scan was there; what says how its samples become colors comes before it.</summary>
    public bool HasScan { get; private set; }

    /// <summary>Copies the picture, but for what the visitor decides about. Afterwards the source stands right behind EOI.</summary>
    /// <param name="visit">Asked about APPn, COM and DNL.</param>
    /// <param name="beforeNeeded">Called once, before the first segment that is needed.</param>
    /// <returns>The length of tables and other segments that were left out because no scan uses them, in bytes.</returns>
    public long Run(Visitor visit, Action? beforeNeeded = null)
    {
        Start();
        byte marker = NextMarker();
        while (marker != JpegMarker.EndOfImage)
        {
            if (!JpegMarker.IsExtra(marker))
            {
                beforeNeeded?.Invoke();
                beforeNeeded = null;
            }

            if (marker == JpegMarker.StartOfScan)
            {
                HasScan = true;
                _isHolding = false;
                _held.Flush(_output, _isLastOnly ? _rules.UnreadTables : (byte)0);
                CopyNeeded(marker);
                marker = CopyScan();
                _isHolding = true;
                continue;
            }

            CopySegment(marker, visit);
            marker = NextMarker();
        }

        if (!HasScan)
        {
            throw Damaged("the JPEG file has no picture");
        }

        // Tables that no scan follows are read by nobody.
        WriteMarker(JpegMarker.EndOfImage);
        return _held.UnusedInBytes + _held.LengthInBytes;
    }

    /// <summary>The same for a file of nothing but tables (ISO/IEC 10918-1, section B.5).</summary>
    public long RunTables(Visitor visit)
    {
        Start();
        for (byte marker = NextMarker(); marker != JpegMarker.EndOfImage; marker = NextMarker())
        {
            if (JpegMarker.IsFrame(marker))
            {
                throw Damaged("the JPEG tables have a picture among them");
            }

            if (marker == JpegMarker.ArithmeticConditions)
            {
                // Nothing here says whether a picture reads them.
                throw new PictureException(
                    PictureFailure.Unsupported, "JPEG tables of arithmetic coding cannot be cleaned", _source.Position);
            }

            CopySegment(marker, visit);
        }

        _held.Flush(_output, unread: 0);
        WriteMarker(JpegMarker.EndOfImage);
        return _held.UnusedInBytes;
    }

    public void WriteSegment(byte marker, params ReadOnlySpan<byte> content)
    {
        if (_isHolding)
        {
            _held.Add(marker, content);
            return;
        }

        JpegMarker.WriteHead(_output, marker, content.Length);
        _output.Write(content);
    }

    /// <summary>Writes what counts once: instead of what was written for the same marker before the same scan.</summary>
    public void WriteLast(byte marker, ReadOnlySpan<byte> content)
    {
        if (_isHolding && _isLastOnly)
        {
            _held.AddLast(marker, content);
            return;
        }

        WriteSegment(marker, content);
    }

    private void WriteMarker(byte marker) => _output.Write([JpegMarker.Prefix, marker]);

    private void Start()
    {
        if (_source.ReadByte() != JpegMarker.Prefix || _source.ReadByte() != JpegMarker.StartOfImage)
        {
            throw Damaged("the picture does not begin as a JPEG file does");
        }

        WriteMarker(JpegMarker.StartOfImage);
    }

    private void CopySegment(byte marker, Visitor visit)
    {
        if (JpegMarker.IsNeeded(marker))
        {
            CopyNeeded(marker);
        }
        else if (JpegMarker.IsExtra(marker))
        {
            visit(marker, ReadContent());
        }
        else
        {
            throw new PictureException(PictureFailure.Unsupported, "the JPEG file has a marker that is not known", _source.Position);
        }
    }

    private void CopyNeeded(byte marker)
    {
        ReadOnlySpan<byte> content = ReadContent();
        if (!_rules.Accepts(marker, content))
        {
            throw Damaged($"the JPEG file has a segment ({JpegMarker.Name(marker)}) that is not what it has to be");
        }

        WriteLast(marker, content);
        if (HasScan && _held.LengthInBytes > MaxTablesInBytes)
        {
            throw new PictureException(PictureFailure.TooLarge, "the JPEG file has too many tables between its scans", _source.Position);
        }
    }

    private byte NextMarker()
    {
        if (_source.ReadByte() != JpegMarker.Prefix)
        {
            throw Damaged("the JPEG file has bytes between its segments");
        }

        return MarkerBehindPrefix();
    }

    private byte MarkerBehindPrefix()
    {
        byte marker;
        do
        {
            // Any number of fill bytes may stand before a marker; none is kept.
            marker = _source.ReadByte();
        }
        while (marker == JpegMarker.Prefix);
        return marker;
    }

    private ReadOnlySpan<byte> ReadContent()
    {
        int length = _source.ReadUInt16BigEndian() - sizeof(ushort);
        if (length < 0)
        {
            throw Damaged("the JPEG file has a segment without a length");
        }

        _source.Read(_content.AsSpan(0, length));
        return _content.AsSpan(0, length);
    }

    /// <summary>Copies coded pixels with their stuffed zeros and restarts, and returns the marker that ends them.</summary>
    private byte CopyScan()
    {
        long restarts = 0;
        while (true)
        {
            ReadOnlySpan<byte> found = _source.Peek();
            if (found.IsEmpty)
            {
                throw Damaged("the JPEG file ends within its pixels");
            }

            int place = found.IndexOf(JpegMarker.Prefix);
            int count = place < 0 ? found.Length : place;
            _output.Write(found[..count]);
            _source.Take(count);
            if (place < 0)
            {
                continue;
            }

            _source.Take(1);
            byte marker = MarkerBehindPrefix();
            if (marker != 0 && !JpegMarker.IsRestart(marker))
            {
                return marker;
            }

            // Decoders stop at a restart that they do not expect, and look no further.
            if (marker != 0 && (marker - JpegMarker.FirstRestart != restarts % 8 || ++restarts > _rules.MaxRestarts))
            {
                throw Damaged("the JPEG file has restarts where there are none");
            }

            WriteMarker(marker);
        }
    }

    private PictureException Damaged(string message) => new(PictureFailure.Damaged, message, _source.Position);
}
