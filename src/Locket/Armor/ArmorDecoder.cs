namespace Locket.Armor;

/// <summary>
/// The armor's grammar without input or output: text goes in through <see cref="GetFree"/> and <see cref="Supply"/>, bytes come out of
/// <see cref="Decoded"/>. Faults surface only after every intact line before them was taken, so that they count where they stand.
/// </summary>
internal sealed class ArmorDecoder
{
    private const int LinesPerBuffer = 512;

    private readonly byte[] _text = new byte[LinesPerBuffer * (ArmorFormat.ColumnsPerLine + ArmorFormat.MaxLineEndInBytes)];
    private readonly byte[] _decoded = new byte[LinesPerBuffer * ArmorFormat.BytesPerLine];
    private int _textStart;
    private int _textEnd;
    private bool _endOfText;
    private int _decodedStart;
    private int _decodedEnd;
    private long _total;
    private int _lineEndLength;
    private long _line = 1;
    private Part _part = Part.BeginLine;

    private enum Part
    {
        BeginLine,
        Body,
        EndLine,
        Nothing,
    }

    /// <summary>The fault that was found, if any.</summary>
    public ArmorFault? Fault { get; private set; }

    /// <summary>Decoded bytes that were not yet taken.</summary>
    public ReadOnlySpan<byte> Decoded => _decoded.AsSpan(_decodedStart.._decodedEnd);

    private ReadOnlySpan<byte> Text => _text.AsSpan(_textStart.._textEnd);

    /// <summary>Room for text, never empty after <see cref="ArmorProgress.NeedsInput"/>.</summary>
    public Memory<byte> GetFree()
    {
        Text.CopyTo(_text);
        _textEnd -= _textStart;
        _textStart = 0;
        return _text.AsMemory(_textEnd);
    }

    /// <summary>Says how much text was put where <see cref="GetFree"/> said; 0 is the end of the text.</summary>
    public void Supply(int count)
    {
        _textEnd += count;
        _endOfText = count == 0;
    }

    /// <summary>Takes decoded bytes.</summary>
    /// <returns>How many.</returns>
    public int Take(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _decodedEnd - _decodedStart);
        Decoded[..count].CopyTo(destination);
        _decodedStart += count;
        return count;
    }

    /// <summary>Decodes until there is output, or until it can go no further.</summary>
    public ArmorProgress Advance()
    {
        while (_decodedStart == _decodedEnd)
        {
            if (Fault is not null)
            {
                return ArmorProgress.Failed;
            }

            bool moved = _part switch
            {
                Part.BeginLine => TakeBeginLine(),
                Part.Body => TakeBody(),
                Part.EndLine => TakeEndLine(),
                _ => false,
            };
            if (!moved)
            {
                return _part == Part.Nothing ? ArmorProgress.Finished : ArmorProgress.NeedsInput;
            }
        }

        return ArmorProgress.Output;
    }

    private bool TakeBeginLine()
    {
        ReadOnlySpan<byte> marker = ArmorFormat.BeginMarker;
        if (Text.Length < marker.Length + ArmorFormat.MaxLineEndInBytes && !_endOfText)
        {
            return false;
        }

        if (!Text.StartsWith(marker))
        {
            return marker.StartsWith(Text) ? FailTruncated() : Fail("not the begin line of a Locket file");
        }

        ReadOnlySpan<byte> rest = Text[marker.Length..];
        _lineEndLength = ArmorFormat.LineEndLength(rest);
        if (_lineEndLength == 0)
        {
            return rest.IsEmpty || rest.SequenceEqual("\r"u8) ? FailTruncated() : Fail("the begin line goes on after its marker");
        }

        _textStart += marker.Length + _lineEndLength;
        _line++;
        _part = Part.Body;
        return true;
    }

    private bool TakeBody()
    {
        int lines = ArmorLines.DecodeFull(Text, _lineEndLength, _decoded);
        if (lines > 0)
        {
            Deliver(lines * (ArmorFormat.ColumnsPerLine + _lineEndLength), lines * ArmorFormat.BytesPerLine, lines);
            return true;
        }

        if (Text.StartsWith("-"u8) && _line > 2)
        {
            _part = Part.EndLine;
            return true;
        }

        if (!TryFindLine(out int length))
        {
            return Fault is not null;
        }

        if (ArmorFormat.LineEndLength(Text[length..]) != _lineEndLength || Text[..length].EndsWith("\r"u8))
        {
            return Fail("another line end than in the lines before");
        }

        if (!ArmorLines.TryDecodeOne(Text[..length], _decoded, out int written))
        {
            return Fail("not canonical base64");
        }

        // Shorter than a full line or padded: only the end line may follow.
        Deliver(length + _lineEndLength, written, lines: 1);
        _part = Part.EndLine;
        return true;
    }

    private bool TakeEndLine()
    {
        ReadOnlySpan<byte> marker = ArmorFormat.EndMarker;
        if (Text.Length <= marker.Length + _lineEndLength && !_endOfText)
        {
            return false;
        }

        if (!Text.StartsWith(marker))
        {
            return TryFindLine(out _) ? Fail("not the end line, which must stand here") : Fault is not null;
        }

        // Either the text ended, or it is longer than a line end allows.
        ReadOnlySpan<byte> rest = Text[marker.Length..];
        if (!rest.IsEmpty && (rest.Length != _lineEndLength || ArmorFormat.LineEndLength(rest) != _lineEndLength))
        {
            return Fail("something stands after the end marker");
        }

        _textStart = _textEnd;
        _part = Part.Nothing;
        return true;
    }

    // A line is judged only when its line end was read or when it is too long: one that the text's end cuts off is a truncation.
    private bool TryFindLine(out int length)
    {
        int longest = ArmorFormat.ColumnsPerLine + _lineEndLength;
        int lineFeed = Text[..Math.Min(Text.Length, longest)].IndexOf((byte)'\n');
        length = Math.Max(0, lineFeed + 1 - _lineEndLength);
        if (lineFeed < 0 && Text.Length > ArmorFormat.ColumnsPerLine && (Text.Length >= longest || Text[^1] != '\r'))
        {
            _ = Fail("longer than 64 characters");
        }
        else if (lineFeed < 0 && _endOfText)
        {
            _ = FailTruncated();
        }

        return lineFeed >= 0;
    }

    private void Deliver(int textLength, int decodedLength, int lines)
    {
        _textStart += textLength;
        _decodedStart = 0;
        _decodedEnd = decodedLength;
        _total += decodedLength;
        _line += lines;
    }

    private bool Fail(string what)
    {
        Fault = ArmorFault.InLine(_line, what, _total);
        return true;
    }

    private bool FailTruncated()
    {
        Fault = ArmorFault.Truncated(_total);
        return true;
    }
}
