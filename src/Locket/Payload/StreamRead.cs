namespace Locket.Payload;

/// <summary>Fills buffers from streams.</summary>
internal static class StreamRead
{
    /// <summary>Fills the buffer; returns less only at the end of the stream.</summary>
    public static ValueTask<int> FillAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A blocking file handle would be handed to another thread at every read; this stage has a thread already.
        if (source is FileStream { IsAsync: false } or MemoryStream)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(source.ReadAtLeast(buffer.Span, buffer.Length, throwOnEndOfStream: false));
        }

        return source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
    }

    /// <summary>The same for a thread that may block.</summary>
    public static int Fill(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask<int> read = FillAsync(source, buffer, cancellationToken);
        return read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();
    }
}
