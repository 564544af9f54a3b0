namespace Locket.Payload;

/// <summary>Whole payloads from stream to stream, prefix excluded.</summary>
internal static class StreamPayload
{
    /// <summary>Seals a stream until it ends.</summary>
    public static Task SealAsync(
        Stream content, Stream destination, ChunkKeys keys, int workers, SerialProgress progress, CancellationToken cancellationToken)
    {
        int chunks = BatchSize.InChunks(workers + 2);
        OrderedPipeline pipeline = new(
            content,
            chunks * ChunkLayout.ChunkInBytes,
            chunks * ChunkLayout.SealedChunkInBytes,
            workers,
            keys.CreateCipher,
            (cipher, batch) => batch.OutputLength = ChunkRun.Seal(
                cipher, batch.Number * chunks, batch.Input.AsSpan(0, batch.InputLength), batch.IsEnd, batch.Output),
            destination,
            batch => progress.Add(batch.InputLength));
        return pipeline.RunAsync(cancellationToken);
    }

    /// <summary>Opens a stream until it ends; each chunk is written only after it was authenticated.</summary>
    public static Task OpenAsync(
        Stream sealedChunks,
        long chunksOffset,
        Stream destination,
        ChunkKeys keys,
        int workers,
        SerialProgress progress,
        CancellationToken cancellationToken)
    {
        int chunks = BatchSize.InChunks(workers + 2);
        OrderedPipeline pipeline = new(
            sealedChunks,
            chunks * ChunkLayout.SealedChunkInBytes,
            chunks * ChunkLayout.ChunkInBytes,
            workers,
            keys.CreateCipher,
            (cipher, batch) => Open(cipher, batch, batch.Number * chunks, chunksOffset),
            destination,
            batch => progress.Add(batch.OutputLength));
        return pipeline.RunAsync(cancellationToken);
    }

    private static void Open(ChunkCipher cipher, PipelineBatch batch, long firstChunk, long chunksOffset)
    {
        ReadOnlySpan<byte> input = batch.Input.AsSpan(0, batch.InputLength);

        // Rests that no chunk can have mean a missing end; the whole chunks before it are still released.
        int rest = batch.InputLength % ChunkLayout.SealedChunkInBytes;
        bool isTruncated = batch.IsEnd && rest < ChunkLayout.TagInBytes;
        batch.OutputLength = ChunkRun.Open(cipher, firstChunk, isTruncated ? input[..^rest] : input, batch.Output, out long badChunk);
        if (badChunk >= 0)
        {
            batch.Failure = PayloadErrors.Damaged(chunksOffset + ChunkLayout.SealedOffset(badChunk));
        }
        else if (isTruncated)
        {
            batch.Failure = PayloadErrors.Truncated();
        }
    }
}
