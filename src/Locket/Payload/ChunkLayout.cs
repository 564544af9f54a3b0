namespace Locket.Payload;

/// <summary>Where chunks lie (C2SP chunked-encryption; docs/format.md, "Payload"). Offsets count from the payload's first byte.</summary>
internal static class ChunkLayout
{
    /// <summary>Content of every chunk but the last, which is always shorter.</summary>
    public const int ChunkInBytes = 16 * 1024;

    public const int TagInBytes = 16;
    public const int SealedChunkInBytes = ChunkInBytes + TagInBytes;
    public const int SaltInBytes = 24;
    public const int CommitmentInBytes = 32;

    /// <summary>Salt and commitment before the first chunk.</summary>
    public const int PrefixInBytes = SaltInBytes + CommitmentInBytes;

    /// <summary>The specification's bound, 4 PiB of content: below it no nonce repeats and no key wears out.</summary>
    public const long MaxChunks = 1L << 38;

    public const long MaxContentInBytes = (MaxChunks * ChunkInBytes) - 1;

    public static long ChunkCount(long contentInBytes) => (contentInBytes / ChunkInBytes) + 1;

    public static long SealedLength(long contentInBytes) => contentInBytes + (ChunkCount(contentInBytes) * TagInBytes);

    public static long SealedOffset(long chunk) => chunk * SealedChunkInBytes;

    /// <summary>The content's length for the sealed chunks' length (without the prefix); false where no content has that length.</summary>
    public static bool TryContentLength(long sealedInBytes, out long contentInBytes)
    {
        contentInBytes = 0;
        if (sealedInBytes < 0)
        {
            return false;
        }

        (long fullChunks, long last) = Math.DivRem(sealedInBytes, SealedChunkInBytes);
        if (last < TagInBytes || fullChunks >= MaxChunks)
        {
            return false;
        }

        contentInBytes = (fullChunks * ChunkInBytes) + last - TagInBytes;
        return true;
    }
}
