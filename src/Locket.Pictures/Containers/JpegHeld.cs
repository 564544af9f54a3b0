namespace Locket.Pictures.Containers;

/// <summary>
/// Segments of a JPEG file that wait for a scan. Of tables and others that count once, decoders use the last before the scan: only that
/// stays, at the place of the first.
/// </summary>
internal sealed class JpegHeld
{
    private readonly List<(int Segment, byte Marker, byte[] Content)> _pieces = [];
    private readonly Dictionary<int, int> _places = [];
    private int _segments;

    /// <summary>What waits, in bytes as it stood in the file.</summary>
    public long LengthInBytes { get; private set; }

    /// <summary>What was left out of all that was written, in bytes.</summary>
    public long UnusedInBytes { get; private set; }

    /// <summary>Holds a segment as it stands.</summary>
    public void Add(byte marker, ReadOnlySpan<byte> content)
    {
        Begin(content);
        _pieces.Add((_segments, marker, content.ToArray()));
    }

    /// <summary>Holds a segment instead of the one before it; where it has tables, each instead of the one that it overwrites.</summary>
    public void AddLast(byte marker, ReadOnlySpan<byte> content)
    {
        Begin(content);
        if (!JpegMarker.IsTable(marker))
        {
            Put(marker, 0, content);
            return;
        }

        while (!content.IsEmpty)
        {
            int length = JpegRules.TableInBytes(marker, content);

            // The upper half says how exact a quantization table is, and not which.
            Put(marker, marker == JpegMarker.QuantizationTables ? content[0] & 15 : content[0], content[..length]);
            content = content[length..];
        }
    }

    /// <param name="output">Where to.</param>
    /// <param name="unread">The marker of tables that this kind of picture does not use; 0 for none.</param>
    public void Flush(Stream output, byte unread)
    {
        UnusedInBytes += LengthInBytes;
        for (int i = 0; i < _pieces.Count;)
        {
            int end = i;
            int length = 0;
            while (end < _pieces.Count && _pieces[end].Segment == _pieces[i].Segment)
            {
                length += _pieces[end++].Content.Length;
            }

            if (_pieces[i].Marker != unread)
            {
                JpegMarker.WriteHead(output, _pieces[i].Marker, length);
                _pieces[i..end].ForEach(piece => output.Write(piece.Content));
                UnusedInBytes -= length + JpegMarker.HeadInBytes;
            }

            i = end;
        }

        _pieces.Clear();
        _places.Clear();
        LengthInBytes = 0;
    }

    private void Begin(ReadOnlySpan<byte> content)
    {
        _segments++;
        LengthInBytes += content.Length + JpegMarker.HeadInBytes;
    }

    private void Put(byte marker, int slot, ReadOnlySpan<byte> content)
    {
        int key = (marker << 8) | slot;
        if (!_places.TryGetValue(key, out int place))
        {
            _places.Add(key, _pieces.Count);
            _pieces.Add((_segments, marker, content.ToArray()));
        }
        else if (_pieces[place].Content.Length == content.Length)
        {
            content.CopyTo(_pieces[place].Content);
        }
        else
        {
            _pieces[place] = _pieces[place] with { Content = content.ToArray() };
        }
    }
}
