using System.Buffers.Text;

namespace Locket.Armor;

/// <summary>
/// Writes what it is given as an armored file. The end line comes only from <see cref="Complete"/> or <see cref="CompleteAsync"/>: a stream
/// that is disposed before, or whose inner stream failed, never looks complete. The inner stream stays open.
/// </summary>
internal sealed class ArmorWriteStream : Stream
{
    private const int LineLength = ArmorFormat.ColumnsPerLine + 1;
    private const int LinesPerBuffer = 512;

#pragma warning disable CA2213 // The inner stream is its owner's and stays open.
    private readonly Stream _inner;
#pragma warning restore CA2213
    private readonly byte[] _text = new byte[LinesPerBuffer * LineLength];
    private readonly byte[] _partial = new byte[ArmorFormat.BytesPerLine];
    private int _textLength;
    private int _partialLength;
    private bool _begun;
    private bool _closed;

    public ArmorWriteStream(Stream inner) => _inner = inner;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_closed;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private int FreeLines => (_text.Length - _textLength) / LineLength;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Begin(buffer.IsEmpty);
        while (!Encode(ref buffer))
        {
            Send();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Begin(buffer.IsEmpty);
        while (!Encode(ref buffer))
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override void WriteByte(byte value) => Write([value]);

    /// <summary>Writes the last line and the end line; nothing can be written afterwards. The inner stream is not flushed.</summary>
    /// <exception cref="InvalidOperationException">
    /// Nothing was written (there is no armor of nothing), the stream was completed or disposed, or its inner stream failed.
    /// </exception>
    public void Complete()
    {
        ThrowIfEmpty();
        Begin();
        Send();
        End();
        Send();
        _closed = true;
    }

    /// <inheritdoc cref="Complete"/>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        ThrowIfEmpty();
        Begin();
        await SendAsync(cancellationToken).ConfigureAwait(false);
        End();
        await SendAsync(cancellationToken).ConfigureAwait(false);
        _closed = true;
    }

    /// <summary>Writes the lines that are full; a begun line waits for more bytes or for completion.</summary>
    public override void Flush()
    {
        if (!_closed)
        {
            Send();
        }

        _inner.Flush();
    }

    /// <inheritdoc cref="Flush"/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!_closed)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }

        await _inner.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed = true;
        base.Dispose(disposing);
    }

    private void Begin(bool nothing = false)
    {
        if (_closed)
        {
            throw new InvalidOperationException("the armor is complete, disposed, or failed before");
        }

        if (!_begun && !nothing)
        {
            _begun = true;
            Append(ArmorFormat.BeginMarker);
            Append("\n"u8);
        }
    }

    private void ThrowIfEmpty()
    {
        if (!_begun)
        {
            throw new InvalidOperationException("an empty file has no armor");
        }
    }

    private void End()
    {
        Span<byte> characters = stackalloc byte[ArmorFormat.ColumnsPerLine];
        if (_partialLength > 0)
        {
            _ = Base64.EncodeToUtf8(_partial.AsSpan(0, _partialLength), characters, out _, out int length);
            Append(characters[..length]);
            Append("\n"u8);
        }

        Append(ArmorFormat.EndMarker);
        Append("\n"u8);
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_text.AsSpan(_textLength));
        _textLength += text.Length;
    }

    private bool Encode(ref ReadOnlyMemory<byte> source)
    {
        ReadOnlySpan<byte> span = source.Span;
        bool done = Encode(ref span);
        source = source[^span.Length..];
        return done;
    }

    // False when the text must be sent first.
    private bool Encode(ref ReadOnlySpan<byte> source)
    {
        if (_partialLength > 0)
        {
            int count = Math.Min(ArmorFormat.BytesPerLine - _partialLength, source.Length);
            source[..count].CopyTo(_partial.AsSpan(_partialLength));
            _partialLength += count;
            source = source[count..];
            if (_partialLength < ArmorFormat.BytesPerLine)
            {
                return true;
            }

            if (FreeLines == 0)
            {
                return false;
            }

            EncodeLine(_partial);
            _partialLength = 0;
        }

        for (int lines = Math.Min(FreeLines, source.Length / ArmorFormat.BytesPerLine); lines > 0; lines--)
        {
            EncodeLine(source[..ArmorFormat.BytesPerLine]);
            source = source[ArmorFormat.BytesPerLine..];
        }

        if (source.Length >= ArmorFormat.BytesPerLine)
        {
            return false;
        }

        source.CopyTo(_partial);
        _partialLength = source.Length;
        source = [];
        return true;
    }

    private void EncodeLine(ReadOnlySpan<byte> line)
    {
        _ = Base64.EncodeToUtf8(line, _text.AsSpan(_textLength), out _, out _, isFinalBlock: true);
        _text[_textLength + ArmorFormat.ColumnsPerLine] = (byte)'\n';
        _textLength += LineLength;
    }

    // Closed while the inner stream works: if it throws, this stream stays closed, and can never claim to be complete.
    private void Send()
    {
        _closed = true;
        _inner.Write(_text.AsSpan(0, _textLength));
        _textLength = 0;
        _closed = false;
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        _closed = true;
        await _inner.WriteAsync(_text.AsMemory(0, _textLength), cancellationToken).ConfigureAwait(false);
        _textLength = 0;
        _closed = false;
    }
}
