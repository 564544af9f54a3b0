using Microsoft.Win32.SafeHandles;

namespace Locket.Payload;

/// <summary>
/// Whole payloads between sources and files that can be read and written at any offset: every thread takes the next batch.
/// </summary>
internal static class PositionalPayload
{
    /// <summary>Seals a source of known length behind an offset of a file, prefix excluded.</summary>
    public static void Seal(
        RandomAccessSource content,
        SafeFileHandle destination,
        long chunksOffset,
        ChunkKeys keys,
        int workers,
        SerialProgress progress,
        CancellationToken cancellationToken)
    {
        long chunks = ChunkLayout.ChunkCount(content.LengthInBytes);
        int batchInChunks = BatchSize.InChunks(workers);
        ParallelBatches.Run(
            CountBatches(chunks, batchInChunks),
            workers,
            () => new BatchBuffers(keys, batchInChunks),
            (buffers, batch) =>
            {
                long firstChunk = batch * batchInChunks;
                bool isEnd = firstChunk + batchInChunks >= chunks;
                long offset = firstChunk * ChunkLayout.ChunkInBytes;
                int expected = (int)Math.Min(buffers.Content.Length, content.LengthInBytes - offset);
                if (!content.TryGetBytes(offset, expected, out ReadOnlySpan<byte> clear))
                {
                    clear = buffers.Content[..expected];
                    if (content.Read(offset, buffers.Content[..expected]) < expected)
                    {
                        throw new LocketException(LocketFailure.SourceChanged, "the file became shorter while it was read");
                    }
                }

                int sealedLength = ChunkRun.Seal(buffers.Cipher, firstChunk, clear, isEnd, buffers.Sealed);
                RandomAccess.Write(
                    destination, buffers.Sealed[..sealedLength], chunksOffset + ChunkLayout.SealedOffset(firstChunk));
                progress.Add(expected);
            },
            cancellationToken);
    }

    /// <summary>Opens content of a known, authenticated length into a file; nothing that is not authentic is written.</summary>
    public static void Open(
        RandomAccessSource file,
        long chunksOffset,
        long sealedInBytes,
        SafeFileHandle destination,
        long contentInBytes,
        ChunkKeys keys,
        int workers,
        SerialProgress progress,
        CancellationToken cancellationToken)
    {
        int batchInChunks = BatchSize.InChunks(workers);
        long chunks = (sealedInBytes + ChunkLayout.SealedChunkInBytes - 1) / ChunkLayout.SealedChunkInBytes;
        ParallelBatches.Run(
            CountBatches(chunks, batchInChunks),
            workers,
            () => new BatchBuffers(keys, batchInChunks),
            (buffers, batch) =>
            {
                long firstChunk = batch * batchInChunks;
                long sealedOffset = ChunkLayout.SealedOffset(firstChunk);
                int expected = (int)Math.Min(buffers.Sealed.Length, sealedInBytes - sealedOffset);
                Span<byte> sealedChunks = buffers.Sealed[..expected];
                if (file.Read(chunksOffset + sealedOffset, sealedChunks) < expected)
                {
                    throw PayloadErrors.Truncated();
                }

                int length = ChunkRun.Open(buffers.Cipher, firstChunk, sealedChunks, buffers.Content, out long badChunk);
                if (badChunk >= 0)
                {
                    throw PayloadErrors.Damaged(chunksOffset + ChunkLayout.SealedOffset(badChunk));
                }

                long offset = firstChunk * ChunkLayout.ChunkInBytes;
                int wanted = (int)Math.Clamp(contentInBytes - offset, 0, length);
                RandomAccess.Write(destination, buffers.Content[..wanted], offset);
                progress.Add(wanted);
            },
            cancellationToken);
    }

    private static long CountBatches(long chunks, int batchInChunks) => (chunks + batchInChunks - 1) / batchInChunks;
}
