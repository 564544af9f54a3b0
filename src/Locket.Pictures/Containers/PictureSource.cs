using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>A picture read from its beginning to its end, in buffers. Where it ends too early, it is damaged.</summary>
internal sealed class PictureSource
{
    public const int BufferInBytes = 64 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <param name="stream">Read from where it stands.</param>
    /// <param name="buffer">Room for what is read ahead, for who reads many; null for its own.</param>
    public PictureSource(Stream stream, byte[]? buffer = null)
    {
        _stream = stream;
        _buffer = buffer ?? new byte[BufferInBytes];
    }

    /// <summary>How many bytes were taken.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes were read from the stream, but not taken.</summary>
    public int PeekedInBytes => _end - _start;

    /// <summary>What is at hand; empty only at the end.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        if (_start == _end && !_isAtEnd)
        {
            _start = 0;
            _end = _stream.Read(_buffer);
            _isAtEnd = _end == 0;
        }

        return _buffer.AsSpan(_start, _end - _start);
    }

    /// <summary>The first bytes, at least as many as asked for if there are so many. Only before anything was taken.</summary>
    public ReadOnlySpan<byte> PeekStart(int count)
    {
        if (_end < count)
        {
            _end += _stream.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        }

        return _buffer.AsSpan(0, _end);
    }

    public void Take(int count)
    {
        _start += count;
        Position += count;
    }

    public void Read(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<byte> found = Need();
            int count = Math.Min(found.Length, destination.Length);
            found[..count].CopyTo(destination);
            destination = destination[count..];
            Take(count);
        }
    }

    public byte ReadByte()
    {
        byte value = Need()[0];
        Take(1);
        return value;
    }

    public ushort ReadUInt16BigEndian()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        Read(bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    public void Copy(Stream output, long count)
    {
        while (count > 0)
        {
            ReadOnlySpan<byte> found = Need();
            int taken = (int)Math.Min(found.Length, count);
            output.Write(found[..taken]);
            Take(taken);
            count -= taken;
        }
    }

    public void Skip(long count) => Copy(Stream.Null, count);

    /// <summary>Takes everything that is left, and says how much it was.</summary>
    public long SkipToEnd() => CopyToEnd(Stream.Null);

    /// <summary>Copies everything that is left, and says how much it was.</summary>
    public long CopyToEnd(Stream output)
    {
        long before = Position;
        for (ReadOnlySpan<byte> found = Peek(); !found.IsEmpty; found = Peek())
        {
            output.Write(found);
            Take(found.Length);
        }

        return Position - before;
    }

    /// <summary>Takes what only memory can judge: at most <paramref name="limit"/> bytes of it; the rest is skipped.</summary>
    public byte[] ReadBlock(long length, int limit)
    {
        // In steps, so that a length alone, with no bytes behind it, allocates nothing.
        using MemoryStream block = new();
        Copy(block, Math.Min(length, limit));
        Skip(Math.Max(0, length - limit));
        return block.ToArray();
    }

    private ReadOnlySpan<byte> Need()
    {
        ReadOnlySpan<byte> found = Peek();
        return found.IsEmpty ? throw new PictureException(PictureFailure.Damaged, "the picture ends too early", Position) : found;
    }
}
