namespace Locket.Payload;

/// <summary>Writes buffers to streams.</summary>
internal static class StreamWrite
{
    public static ValueTask WriteAsync(Stream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        // As in StreamRead: the thread that writes has nothing else to do.
        if (destination is FileStream { IsAsync: false } or MemoryStream)
        {
            cancellationToken.ThrowIfCancellationRequested();
            destination.Write(bytes.Span);
            return ValueTask.CompletedTask;
        }

        return destination.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>The same for a thread that may block.</summary>
    public static void Write(Stream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ValueTask write = WriteAsync(destination, bytes, cancellationToken);
        if (!write.IsCompletedSuccessfully)
        {
            write.AsTask().GetAwaiter().GetResult();
        }
    }
}
