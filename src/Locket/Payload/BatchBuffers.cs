using System.Security.Cryptography;

namespace Locket.Payload;

/// <summary>One thread's cipher and its two buffers, used again for every batch.</summary>
internal sealed class BatchBuffers : IDisposable
{
    public BatchBuffers(ChunkKeys keys, int chunks)
    {
        Cipher = keys.CreateCipher();
        Content = GC.AllocateUninitializedArray<byte>(chunks * ChunkLayout.ChunkInBytes);
        Sealed = GC.AllocateUninitializedArray<byte>(chunks * ChunkLayout.SealedChunkInBytes);
    }

    public ChunkCipher Cipher { get; }

    public byte[] Content { get; }

    public byte[] Sealed { get; }

    public void Dispose()
    {
        Cipher.Dispose();
        CryptographicOperations.ZeroMemory(Content);
    }
}
