namespace Locket.Payload;

/// <summary>Seals and opens runs of consecutive chunks between two buffers.</summary>
internal static class ChunkRun
{
    /// <summary>
    /// Seals content that starts at a chunk's first byte. With <paramref name="isEnd"/> the last chunk is the short one, even if empty.
    /// </summary>
    /// <returns>The sealed length in bytes.</returns>
    public static int Seal(ChunkCipher cipher, long firstChunk, ReadOnlySpan<byte> content, bool isEnd, Span<byte> destination)
    {
        int written = 0;
        long chunk = firstChunk;
        for (; content.Length >= ChunkLayout.ChunkInBytes; chunk++)
        {
            cipher.Seal(chunk, content[..ChunkLayout.ChunkInBytes], destination.Slice(written, ChunkLayout.SealedChunkInBytes));
            content = content[ChunkLayout.ChunkInBytes..];
            written += ChunkLayout.SealedChunkInBytes;
        }

        if (isEnd)
        {
            cipher.Seal(chunk, content, destination.Slice(written, content.Length + ChunkLayout.TagInBytes));
            written += content.Length + ChunkLayout.TagInBytes;
        }

        return written;
    }

    /// <summary>Opens sealed chunks until the first that is not authentic.</summary>
    /// <returns>The content's length in bytes; <paramref name="badChunk"/> is the first bad chunk, or -1.</returns>
    public static int Open(ChunkCipher cipher, long firstChunk, ReadOnlySpan<byte> sealedChunks, Span<byte> destination, out long badChunk)
    {
        int written = 0;
        badChunk = -1;
        for (long chunk = firstChunk; !sealedChunks.IsEmpty; chunk++)
        {
            int length = Math.Min(sealedChunks.Length, ChunkLayout.SealedChunkInBytes);
            if (length < ChunkLayout.TagInBytes
                || !cipher.TryOpen(chunk, sealedChunks[..length], destination[written..]))
            {
                badChunk = chunk;
                return written;
            }

            written += length - ChunkLayout.TagInBytes;
            sealedChunks = sealedChunks[length..];
        }

        return written;
    }
}
