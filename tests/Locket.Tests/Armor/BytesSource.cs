using Locket.Payload;

namespace Locket.Tests.Armor;

internal sealed class BytesSource(byte[] bytes) : RandomAccessSource
{
    public bool IsDisposed { get; private set; }

    public override long LengthInBytes => bytes.Length;

    public override int Read(long offset, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
        bytes.AsSpan((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
        return count;
    }

    public override void Dispose()
    {
        IsDisposed = true;
        base.Dispose();
    }
}
