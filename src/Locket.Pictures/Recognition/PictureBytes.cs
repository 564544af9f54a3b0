using System.Buffers.Binary;

namespace Locket.Pictures.Recognition;

/// <summary>Untrusted bytes at any place, from memory or a stream. Every call is counted, so that no loop over them is endless.</summary>
internal ref struct PictureBytes
{
    /// <summary>A few milliseconds of work; headers of real pictures take some hundred steps.</summary>
    public const int MaxSteps = 1_000_000;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly StreamWindow? _window;
    private int _steps;

    public PictureBytes(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    public PictureBytes(StreamWindow window)
    {
        _window = window;
    }

    public readonly bool CanSeek => _window is null || _window.CanSeek;

    public readonly long? Length => _window is null ? _bytes.Length : _window.Length;

    /// <summary>Whether a failed read says nothing about the picture, because it was not tried.</summary>
    public readonly bool GaveUp => _steps > MaxSteps || _window is { GaveUp: true };

    /// <summary>What a failed read means.</summary>
    public readonly PictureDamage MissingBytes => GaveUp ? PictureDamage.None : PictureDamage.CutOff;

    public bool TryRead(long offset, scoped Span<byte> destination) => ReadSome(offset, destination) == destination.Length;

    public int ReadSome(long offset, scoped Span<byte> destination)
    {
        if (++_steps > MaxSteps || offset < 0 || offset > long.MaxValue - destination.Length)
        {
            return 0;
        }

        if (_window is not null)
        {
            return _window.Read(offset, destination);
        }

        ReadOnlySpan<byte> rest = offset < _bytes.Length ? _bytes[(int)offset..] : [];
        int count = Math.Min(rest.Length, destination.Length);
        rest[..count].CopyTo(destination);
        return count;
    }

    public bool TryReadByte(long offset, out byte value)
    {
        Span<byte> one = stackalloc byte[1];
        bool isRead = TryRead(offset, one);
        value = one[0];
        return isRead;
    }

    public bool TryReadUInt16(long offset, bool isBigEndian, out ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        bool isRead = TryRead(offset, bytes);
        value = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return isRead;
    }

    public bool TryReadUInt32(long offset, bool isBigEndian, out uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        bool isRead = TryRead(offset, bytes);
        value = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return isRead;
    }

    public bool TryReadUInt64(long offset, bool isBigEndian, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bool isRead = TryRead(offset, bytes);
        value = isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return isRead;
    }
}
