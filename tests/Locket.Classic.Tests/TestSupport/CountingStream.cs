namespace Locket.Classic.Tests;

/// <summary>Counts and forgets what is written, and watches how much lives meanwhile beyond what lived at the start.</summary>
internal sealed class CountingStream : Stream
{
    private const int WritesBetweenLooks = 100;

    private readonly long _atStart = GC.GetTotalMemory(forceFullCollection: true);
    private int _writes;

    public long Written { get; private set; }

    /// <summary>Gets the most bytes alive at any look, less those alive at the start.</summary>
    public long GrowthInBytes { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Written += buffer.Length;
        if (_writes++ % WritesBetweenLooks == 0)
        {
            GrowthInBytes = Math.Max(GrowthInBytes, GC.GetTotalMemory(forceFullCollection: true) - _atStart);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
