namespace Locket.Payload;

/// <summary>Bytes in memory.</summary>
internal sealed class MemorySource : RandomAccessSource
{
    private readonly ReadOnlyMemory<byte> _bytes;

    public MemorySource(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
    }

    public override long LengthInBytes => _bytes.Length;

    public override int Read(long offset, Span<byte> buffer)
    {
        if (offset >= _bytes.Length)
        {
            return 0;
        }

        ReadOnlySpan<byte> rest = _bytes.Span[(int)offset..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return count;
    }

    public override bool TryGetBytes(long offset, int count, out ReadOnlySpan<byte> bytes)
    {
        bool isThere = offset <= _bytes.Length - count;
        bytes = isThere ? _bytes.Span.Slice((int)offset, count) : default;
        return isThere;
    }
}
