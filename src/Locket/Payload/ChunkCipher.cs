using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Payload;

/// <summary>Seals and opens single chunks. For one thread at a time: the operating system's cipher context inside is not shared.</summary>
internal sealed class ChunkCipher : IDisposable
{
    private readonly AesGcm _aes;
    private readonly byte[] _baseNonce;
    private readonly byte[] _nonce;

    public ChunkCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> baseNonce)
    {
        _aes = new AesGcm(key, ChunkLayout.TagInBytes);
        _baseNonce = baseNonce.ToArray();
        _nonce = new byte[baseNonce.Length];
    }

    /// <summary>Seals one chunk of up to 16 KiB; the destination is longer by the tag.</summary>
    public void Seal(long chunk, ReadOnlySpan<byte> content, Span<byte> destination)
        => _aes.Encrypt(Nonce(chunk), content, destination[..content.Length], destination[content.Length..]);

    /// <summary>Opens one sealed chunk; false, and a zeroed destination, when it is not authentic.</summary>
    public bool TryOpen(long chunk, ReadOnlySpan<byte> sealedChunk, Span<byte> destination)
    {
        try
        {
            _aes.Decrypt(
                Nonce(chunk),
                sealedChunk[..^ChunkLayout.TagInBytes],
                sealedChunk[^ChunkLayout.TagInBytes..],
                destination[..(sealedChunk.Length - ChunkLayout.TagInBytes)]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_baseNonce);
        CryptographicOperations.ZeroMemory(_nonce);
    }

    private ReadOnlySpan<byte> Nonce(long chunk)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chunk, ChunkLayout.MaxChunks);
        _baseNonce.CopyTo(_nonce, 0);
        Span<byte> counter = _nonce.AsSpan(_nonce.Length - sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(counter, BinaryPrimitives.ReadInt64BigEndian(counter) ^ chunk);
        return _nonce;
    }
}
