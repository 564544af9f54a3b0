namespace Locket.Payload;

/// <summary>How many chunks go through one buffer at a time.</summary>
internal static class BatchSize
{
    /// <summary>Clear and sealed buffers of all threads together stay below this, whatever the machine: 32 MiB.</summary>
    private const int MaxBuffersInBytes = 32 * 1024 * 1024;

    /// <summary>The most threads for one file: more than any machine gains from, and each has buffers of its own.</summary>
    public const int MaxWorkers = 256;

    /// <summary>
    /// 512 KiB of content: system calls and the handing over between threads are few enough not to matter, and both buffers still lie in
    /// a processor's cache.
    /// </summary>
    private const int PreferredChunks = 32;

    public static int InChunks(int buffers)
        => Math.Clamp(MaxBuffersInBytes / 2 / ChunkLayout.SealedChunkInBytes / buffers, 1, PreferredChunks);
}
