namespace Locket.Payload;

/// <summary>Bytes that can be read at any offset, by several threads at once.</summary>
internal abstract class RandomAccessSource : IDisposable
{
    /// <summary>The length in bytes when the source was opened.</summary>
    public abstract long LengthInBytes { get; }

    /// <summary>Fills the buffer from an offset; returns fewer bytes than its length only where the source ends.</summary>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>
    /// So many bytes from an offset as they lie in memory, so that nobody copies them; false for what does not, or ends before.
    /// </summary>
    public virtual bool TryGetBytes(long offset, int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return false;
    }

    public virtual void Dispose()
    {
    }
}
