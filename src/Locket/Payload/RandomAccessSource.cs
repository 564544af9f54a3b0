namespace Locket.Payload;

/// <summary>Bytes that can be read at any offset, by several threads at once.</summary>
internal abstract class RandomAccessSource : IDisposable
{
    /// <summary>The length in bytes when the source was opened.</summary>
    public abstract long LengthInBytes { get; }

    /// <summary>Fills the buffer from an offset; returns fewer bytes than its length only where the source ends.</summary>
    public abstract int Read(long offset, Span<byte> buffer);

    public virtual void Dispose()
    {
    }
}
