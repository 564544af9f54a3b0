using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>A given number of zero bytes that take no memory.</summary>
internal sealed class ZeroStream : InputStream
{
    private long _left;

    public ZeroStream(long lengthInBytes)
    {
        _left = lengthInBytes;
    }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _left);
        buffer[..count].Clear();
        _left -= count;
        return count;
    }
}
