using Locket.Payload;

namespace Locket.Tests.TestSupport;

/// <summary>A pipe that gives zero bytes, as many as asked for in all.</summary>
internal sealed class ZeroStream(long left) : ForwardStream
{
    private long _left = left;

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _left);
        buffer[..count].Clear();
        _left -= count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => ValueTask.FromResult(Read(buffer.Span));
}
