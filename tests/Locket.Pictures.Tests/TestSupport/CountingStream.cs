namespace Locket.Pictures.Tests.TestSupport;

/// <summary>A seekable stream in memory that counts what is read.</summary>
internal sealed class CountingStream : MemoryStream
{
    public CountingStream(byte[] bytes)
        : base(bytes, writable: false)
    {
    }

    public long Taken { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        Taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        Taken += read;
        return read;
    }
}
