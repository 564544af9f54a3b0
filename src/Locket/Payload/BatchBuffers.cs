using System.Buffers;
using System.Security.Cryptography;

namespace Locket.Payload;

/// <summary>
/// One thread's cipher and its two buffers, used again for every batch; and by the next file, since new memory costs a page fault for
/// each page, which is a good part of what a small file costs.
/// </summary>
internal sealed class BatchBuffers : IDisposable
{
    private readonly int _chunks;
    private byte[]? _content;
    private byte[]? _sealed;

    public BatchBuffers(ChunkKeys keys, int chunks)
    {
        _chunks = chunks;
        Cipher = keys.CreateCipher();
        _content = ArrayPool<byte>.Shared.Rent(chunks * ChunkLayout.ChunkInBytes);
        _sealed = ArrayPool<byte>.Shared.Rent(chunks * ChunkLayout.SealedChunkInBytes);
    }

    public ChunkCipher Cipher { get; }

    /// <summary>Room for so many chunks; what is in it at first is nobody's.</summary>
    public Span<byte> Content => Of(_content, _chunks * ChunkLayout.ChunkInBytes);

    /// <summary>Room for so many sealed chunks.</summary>
    public Span<byte> Sealed => Of(_sealed, _chunks * ChunkLayout.SealedChunkInBytes);

    public void Dispose()
    {
        Cipher.Dispose();
        CryptographicOperations.ZeroMemory(_content);

        // Exchanged, since a buffer that went back twice would be lent to two at once.
        GiveBack(Interlocked.Exchange(ref _content, null));
        GiveBack(Interlocked.Exchange(ref _sealed, null));
    }

    private static void GiveBack(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Span<byte> Of(byte[]? buffer, int length)
    {
        ObjectDisposedException.ThrowIf(buffer is null, this);
        return buffer.AsSpan(0, length);
    }
}
