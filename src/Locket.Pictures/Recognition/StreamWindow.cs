using System.Buffers;

namespace Locket.Pictures.Recognition;

/// <summary>
/// A stream read in a few places. One that cannot seek is read forward only; its beginning stays at hand, because that is where formats
/// that point back point to.
/// </summary>
internal sealed class StreamWindow : IDisposable
{
    /// <summary>What is read at a time where one place follows another.</summary>
    public const int WindowInBytes = 4096;

    /// <summary>What is read after a jump: it may be only for a chunk's length.</summary>
    public const int JumpInBytes = 256;

    /// <summary>How much of the beginning of a one-way stream stays at hand.</summary>
    public const int KeptInBytes = 64 * 1024;

    /// <summary>How often one picture's bytes are read, 64 MiB in all: more than any header needs, and the end of every loop.</summary>
    public const int MaxReads = 16 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _window = ArrayPool<byte>.Shared.Rent(WindowInBytes);
    private readonly long _origin;
    private byte[] _kept = [];
    private int _keptCount;
    private long _windowStart;
    private int _windowCount;
    private long _position;
    private int _reads;
    private int _next = JumpInBytes;

    public StreamWindow(Stream stream)
    {
        _stream = stream;
        CanSeek = stream.CanSeek;
        _origin = CanSeek ? stream.Position : 0;
    }

    public bool CanSeek { get; }

    /// <summary>Whether something was not read because it would have cost too much, or lay behind in a one-way stream.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>How many bytes there are, where that can be known without reading them.</summary>
    public long? Length => CanSeek ? Math.Max(0, _stream.Length - _origin) : null;

    /// <summary>Copies bytes from a place; fewer than asked for only where the stream ends or reading was given up.</summary>
    public int Read(long offset, Span<byte> destination)
    {
        int done = 0;
        while (done < destination.Length)
        {
            ReadOnlySpan<byte> found = Find(offset + done);
            if (found.IsEmpty)
            {
                break;
            }

            int count = Math.Min(found.Length, destination.Length - done);
            found[..count].CopyTo(destination[done..]);
            done += count;
        }

        return done;
    }

    public void Dispose()
    {
        if (CanSeek)
        {
            _stream.Position = _origin;
        }

        ArrayPool<byte>.Shared.Return(_window, clearArray: true);
    }

    private ReadOnlySpan<byte> Find(long offset)
    {
        while (true)
        {
            if (offset >= _windowStart && offset < _windowStart + _windowCount)
            {
                return _window.AsSpan((int)(offset - _windowStart), (int)(_windowStart + _windowCount - offset));
            }

            if (offset < _keptCount)
            {
                return _kept.AsSpan((int)offset, _keptCount - (int)offset);
            }

            if (!Advance(offset))
            {
                return [];
            }
        }
    }

    private bool Advance(long offset)
    {
        if (_reads++ >= MaxReads || (!CanSeek && offset < _position))
        {
            GaveUp = true;
            return false;
        }

        if (CanSeek)
        {
            if (offset >= _stream.Length - _origin)
            {
                return false;
            }

            _next = offset == _position ? Math.Min(_next * 2, WindowInBytes) : JumpInBytes;
            _stream.Position = _origin + offset;
            _position = offset;
        }

        _windowStart = _position;
        _windowCount = CanSeek
            ? _stream.Read(_window.AsSpan(0, _next))
            : _stream.ReadAtLeast(_window.AsSpan(0, WindowInBytes), WindowInBytes, throwOnEndOfStream: false);
        _position += _windowCount;
        Keep();
        return _windowCount > 0;
    }

    private void Keep()
    {
        int count = CanSeek || _windowStart != _keptCount ? 0 : Math.Min(_windowCount, KeptInBytes - _keptCount);
        if (count <= 0)
        {
            return;
        }

        if (_keptCount + count > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Min(KeptInBytes, Math.Max(WindowInBytes, _kept.Length * 2)));
        }

        _window.AsSpan(0, count).CopyTo(_kept.AsSpan(_keptCount));
        _keptCount += count;
    }
}
