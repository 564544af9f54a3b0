namespace Locket.Tests.Armor;

/// <summary>A stream that takes writes only while asked to.</summary>
internal sealed class FailingStream : MemoryStream
{
    public bool Fails { get; set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Fails)
        {
            throw new IOException("disk full");
        }

        base.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
