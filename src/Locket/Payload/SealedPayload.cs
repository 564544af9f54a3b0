using System.Security.Cryptography;

namespace Locket.Payload;

/// <summary>A payload that can be read anywhere, and whose length is believed only once the last chunk is authenticated.</summary>
internal sealed class SealedPayload
{
    private readonly RandomAccessSource _file;

    public SealedPayload(RandomAccessSource file, long chunksOffset, ChunkKeys keys)
    {
        _file = file;
        ChunksOffset = chunksOffset;
        Keys = keys;
        SealedInBytes = file.LengthInBytes - chunksOffset;
    }

    public ChunkKeys Keys { get; }

    /// <summary>Where the first chunk lies in the file.</summary>
    public long ChunksOffset { get; }

    /// <summary>From the first chunk to the end of the file.</summary>
    public long SealedInBytes { get; }

    /// <summary>Opens consecutive chunks; stops before the first bad one, and throws when that is the very first.</summary>
    /// <returns>The content's length in bytes; 0 only where an empty last chunk is all there is.</returns>
    public int OpenChunks(BatchBuffers buffers, long firstChunk, int chunks)
    {
        long offset = ChunkLayout.SealedOffset(firstChunk);
        int wanted = (int)Math.Min((long)chunks * ChunkLayout.SealedChunkInBytes, SealedInBytes - offset);
        int rest = wanted % ChunkLayout.SealedChunkInBytes;
        if (rest is > 0 and < ChunkLayout.TagInBytes)
        {
            wanted -= rest;
        }

        Span<byte> sealedChunks = buffers.Sealed[..Math.Max(wanted, 0)];
        if (wanted <= 0 || _file.Read(ChunksOffset + offset, sealedChunks) < wanted)
        {
            throw PayloadErrors.Truncated();
        }

        int length = ChunkRun.Open(buffers.Cipher, firstChunk, sealedChunks, buffers.Content, out long badChunk);
        return badChunk == firstChunk ? throw PayloadErrors.Damaged(ChunksOffset + offset) : length;
    }

    /// <summary>Authenticates the last chunk, and with it the length; for padded content looks for the end of it.</summary>
    public long AuthenticateLength(bool isPadded)
    {
        if (!ChunkLayout.TryContentLength(SealedInBytes, out long length))
        {
            throw SealedInBytes / ChunkLayout.SealedChunkInBytes >= ChunkLayout.MaxChunks
                ? PayloadErrors.TooLong(ChunksOffset + ChunkLayout.SealedOffset(ChunkLayout.MaxChunks))
                : PayloadErrors.Truncated();
        }

        using BatchBuffers buffers = new(Keys, chunks: 1);
        long chunk = length / ChunkLayout.ChunkInBytes;
        long finalChunkOffset = ChunksOffset + ChunkLayout.SealedOffset(chunk);
        int inChunk = OpenChunks(buffers, chunk, chunks: 1);
        if (!isPadded)
        {
            return length;
        }

        while (true)
        {
            int last = buffers.Content[..inChunk].LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                return buffers.Content[last] == Padme.Marker
                    ? (chunk * ChunkLayout.ChunkInBytes) + last
                    : throw PayloadErrors.BadPadding(finalChunkOffset);
            }

            if (chunk == 0)
            {
                throw PayloadErrors.BadPadding(finalChunkOffset);
            }

            chunk--;
            inChunk = OpenChunks(buffers, chunk, chunks: 1);
        }
    }
}
