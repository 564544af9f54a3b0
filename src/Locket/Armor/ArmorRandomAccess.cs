using System.Buffers;
using Locket.Payload;

namespace Locket.Armor;

/// <summary>
/// The file bytes of an armored file at any offset, by line arithmetic. Opening verifies the begin line, the last line and the end line;
/// each read verifies the lines it touches. Owns its inner source.
/// </summary>
internal sealed class ArmorRandomAccess : RandomAccessSource
{
    private const int LinesPerRead = 512;

    /// <summary>Where the remains of an end line, and what somebody wrote behind it, are looked for.</summary>
    private const int BrokenTailInBytes = 4096;

    private readonly RandomAccessSource _inner;
    private readonly int _lineEndLength;
    private readonly int _stride;
    private readonly long _bodyStart;
    private readonly long _fullLines;
    private readonly byte[] _lastBytes = [];

    /// <summary>Opens an armored file.</summary>
    /// <exception cref="LocketException">
    /// <see cref="LocketFailure.DamagedHeader"/> for the begin line, <see cref="LocketFailure.Truncated"/> where the end line is missing,
    /// <see cref="LocketFailure.DamagedPayload"/> for any other fault that shows from the end; the inner source then stays open.
    /// </exception>
    public ArmorRandomAccess(RandomAccessSource inner)
        : this(inner, isBroken: false)
    {
    }

    private ArmorRandomAccess(RandomAccessSource inner, bool isBroken)
    {
        _inner = inner;
        Span<byte> begin = stackalloc byte[ArmorFormat.BeginMarker.Length + ArmorFormat.MaxLineEndInBytes];
        begin = begin[..inner.Read(0, begin)];
        _lineEndLength = ArmorFormat.IsArmored(begin) ? ArmorFormat.LineEndLength(begin[ArmorFormat.BeginMarker.Length..]) : 0;
        _stride = ArmorFormat.ColumnsPerLine + _lineEndLength;
        _bodyStart = ArmorFormat.BeginMarker.Length + _lineEndLength;
        if (isBroken && _lineEndLength > 0)
        {
            ReadBrokenEnd(out _fullLines, out _lastBytes);
        }
        else if (_lineEndLength == 0
            || !TryFindBodyEnd(out long bodyEnd)
            || !TryReadLastLine(bodyEnd, out _fullLines, out _lastBytes))
        {
            throw Diagnose();
        }

        LengthInBytes = (_fullLines * ArmorFormat.BytesPerLine) + _lastBytes.Length;
    }

    /// <summary>Opens what has no intact end, as far as its lines go; only chunks that prove themselves may be believed.</summary>
    /// <exception cref="LocketException">Not even the begin line is intact.</exception>
    public static ArmorRandomAccess OpenBroken(RandomAccessSource inner) => new(inner, isBroken: true);

    /// <summary>The reason for a broken rule: set to <see cref="LocketFailure.DamagedPayload"/> once the header is complete.</summary>
    public LocketFailure FailureReason { get; set; } = LocketFailure.DamagedHeader;

    public override long LengthInBytes { get; }

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        int wanted = (int)Math.Min(buffer.Length, Math.Max(0, LengthInBytes - offset));
        if (wanted == 0)
        {
            return 0;
        }

        buffer = buffer[..wanted];
        int spanned = (int)Math.Min(LinesPerRead, (((offset % ArmorFormat.BytesPerLine) + wanted) / ArmorFormat.BytesPerLine) + 1);
        byte[] text = ArrayPool<byte>.Shared.Rent(spanned * _stride);
        byte[] decoded = ArrayPool<byte>.Shared.Rent(spanned * ArmorFormat.BytesPerLine);
        try
        {
            while (!buffer.IsEmpty)
            {
                int count = ReadSome(
                    offset, buffer, text.AsSpan(0, spanned * _stride), decoded.AsSpan(0, spanned * ArmorFormat.BytesPerLine));
                offset += count;
                buffer = buffer[count..];
            }

            return wanted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }

    public override void Dispose()
    {
        _inner.Dispose();
        base.Dispose();
    }

    private int ReadSome(long offset, Span<byte> buffer, Span<byte> text, Span<byte> decoded)
    {
        (long line, long skipped) = Math.DivRem(offset, ArmorFormat.BytesPerLine);
        ReadOnlySpan<byte> bytes = _lastBytes;
        if (line < _fullLines)
        {
            long wanted = Math.Min(_fullLines - line, (skipped + buffer.Length + ArmorFormat.BytesPerLine - 1) / ArmorFormat.BytesPerLine);
            int lines = (int)Math.Min(wanted, text.Length / _stride);
            text = text[..(lines * _stride)];
            int read = _inner.Read(_bodyStart + (line * _stride), text);
            int intact = ArmorLines.DecodeFull(text[..read], _lineEndLength, decoded);
            if (intact < lines)
            {
                long fault = line + intact;
                int shorter = DecodeShorter(text[(intact * _stride)..read]);
                throw (read < text.Length && intact == read / _stride
                    ? ArmorFault.Truncated(fault * ArmorFormat.BytesPerLine)
                    : ArmorFault.InLine(
                        fault + 2, "not a full line of canonical base64", (fault * ArmorFormat.BytesPerLine) + shorter))
                    .ToException(FailureReason);
            }

            bytes = decoded[..(lines * ArmorFormat.BytesPerLine)];
        }

        bytes = bytes[(int)skipped..];
        int count = Math.Min(bytes.Length, buffer.Length);
        bytes[..count].CopyTo(buffer);
        return count;
    }

    /// <summary>
    /// How many bytes a line holds that is good by itself but too short to be followed by others; 0 where it is not good.
    /// </summary>
    private int DecodeShorter(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOf((byte)'\n') + 1 - _lineEndLength;
        Span<byte> decoded = stackalloc byte[ArmorFormat.BytesPerLine];
        return length is > 0 and <= ArmorFormat.ColumnsPerLine
            && ArmorFormat.LineEndLength(text[length..]) == _lineEndLength
            && ArmorLines.TryDecodeOne(text[..length], decoded, out int written)
            ? written
            : 0;
    }

    private bool TryFindBodyEnd(out long bodyEnd)
    {
        // The end marker, the line end before it and at most one after it.
        Span<byte> tail = stackalloc byte[ArmorFormat.EndMarker.Length + (2 * ArmorFormat.MaxLineEndInBytes)];
        long start = Math.Max(0, _inner.LengthInBytes - tail.Length);
        tail = tail[.._inner.Read(start, tail)];
        int marker = tail.LastIndexOf(ArmorFormat.EndMarker);
        bodyEnd = start + marker;
        if (marker < _lineEndLength || bodyEnd < _bodyStart)
        {
            return false;
        }

        ReadOnlySpan<byte> after = tail[(marker + ArmorFormat.EndMarker.Length)..];
        return ArmorFormat.LineEndLength(tail[(marker - _lineEndLength)..]) == _lineEndLength
            && (after.IsEmpty || (after.Length == _lineEndLength && ArmorFormat.LineEndLength(after) == _lineEndLength));
    }

    private bool TryReadLastLine(long bodyEnd, out long fullLines, out byte[] lastBytes)
    {
        lastBytes = [];
        (fullLines, long rest) = Math.DivRem(bodyEnd - _bodyStart, _stride);
        if (rest == 0)
        {
            if (fullLines == 0)
            {
                return false;
            }

            // The last line is as long as a full one, but may be padded.
            fullLines--;
            rest = _stride;
        }

        Span<byte> line = stackalloc byte[ArmorFormat.ColumnsPerLine + ArmorFormat.MaxLineEndInBytes];
        line = line[..(int)rest];
        Span<byte> decoded = stackalloc byte[ArmorFormat.BytesPerLine];
        if (rest <= _lineEndLength
            || _inner.Read(bodyEnd - rest, line) != rest
            || !ArmorLines.TryDecodeOne(line[..^_lineEndLength], decoded, out int written))
        {
            return false;
        }

        lastBytes = decoded[..written].ToArray();
        return true;
    }

    private void ReadBrokenEnd(out long fullLines, out byte[] lastBytes)
    {
        // No line of base64 begins with a hyphen: the first that does was the end line.
        Span<byte> tail = stackalloc byte[BrokenTailInBytes];
        long start = Math.Max(_bodyStart, _inner.LengthInBytes - tail.Length);
        tail = tail[.._inner.Read(start, tail)];
        int endLine = tail.IndexOf("\n-"u8) + 1;
        long bodyEnd = start + (endLine > 0 ? endLine : tail.Length);
        if (TryReadLastLine(bodyEnd, out fullLines, out lastBytes))
        {
            return;
        }

        // The last line may lack its line end.
        (fullLines, long rest) = Math.DivRem(bodyEnd - _bodyStart, _stride);
        Span<byte> line = stackalloc byte[ArmorFormat.ColumnsPerLine + ArmorFormat.MaxLineEndInBytes];
        line = line[.._inner.Read(bodyEnd - rest, line[..(int)rest])];
        Span<byte> decoded = stackalloc byte[ArmorFormat.BytesPerLine];
        lastBytes = ArmorLines.TryDecodeOne(line, decoded, out int written) ? decoded[..written].ToArray() : [];
    }

    // Something is wrong at one end; only reading from the start tells a missing end line from a wrong line before it.
    private LocketException Diagnose()
    {
        ArmorDecoder decoder = new();
        Span<byte> discarded = stackalloc byte[4096];
        long offset = 0;
        while (true)
        {
            switch (decoder.Advance())
            {
                case ArmorProgress.Output:
                    _ = decoder.Take(discarded);
                    break;
                case ArmorProgress.NeedsInput:
                    int count = _inner.Read(offset, decoder.GetFree().Span);
                    decoder.Supply(count);
                    offset += count;
                    break;
                case ArmorProgress.Failed:
                    return decoder.Fault!.ToException(_lineEndLength == 0 ? LocketFailure.DamagedHeader : LocketFailure.DamagedPayload);
                default:
                    throw new IOException("the armored file changed while it was read");
            }
        }
    }
}
