using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Locket.Passwords;

/// <summary>BLAKE2b (RFC 7693): hashes of 1 to 64 bytes, with or without a key, fed in any pieces.</summary>
/// <remarks>
/// A ref struct, so that its state lives on the stack, where no garbage collector leaves copies behind. Call <see cref="Dispose"/> in
/// <c>finally</c>; never copy one.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal ref struct Blake2b
{
    public const int MaxHashLengthInBytes = 64;
    public const int MaxKeyLengthInBytes = 64;
    public const int BlockLengthInBytes = 128;

    private readonly int _hashLength;
    private Chain _chain;
    private Block _buffer;
    private int _buffered;
    private UInt128 _hashed;

    public Blake2b(int hashLengthInBytes, ReadOnlySpan<byte> key = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hashLengthInBytes, MaxHashLengthInBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, MaxKeyLengthInBytes, nameof(key));
        _hashLength = hashLengthInBytes;
        Blake2bCompression.InitializationVector.CopyTo(_chain);

        // Parameter block, first word: hash length, key length, fanout 1, depth 1.
        _chain[0] ^= 0x0101_0000UL ^ ((ulong)key.Length << 8) ^ (ulong)hashLengthInBytes;
        if (!key.IsEmpty)
        {
            // The key is the first block, padded with the zeros that are already there.
            key.CopyTo(_buffer);
            _buffered = BlockLengthInBytes;
        }
    }

    public static void HashData(ReadOnlySpan<byte> source, Span<byte> destination, ReadOnlySpan<byte> key = default)
    {
        var hash = new Blake2b(destination.Length, key);
        try
        {
            hash.Append(source);
            hash.Finish(destination);
        }
        finally
        {
            hash.Dispose();
        }
    }

    public void Append(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Append(bytes);
    }

    public void Append(scoped ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            // A full buffer waits until more comes: the last block, full or not, is compressed by Finish.
            if (_buffered == BlockLengthInBytes)
            {
                _hashed += BlockLengthInBytes;
                Blake2bCompression.Compress(_chain, _buffer, _hashed, isLast: false);
                _buffered = 0;
            }

            int taken = Math.Min(source.Length, BlockLengthInBytes - _buffered);
            source[..taken].CopyTo(((Span<byte>)_buffer)[_buffered..]);
            _buffered += taken;
            source = source[taken..];
        }
    }

    /// <summary>
    /// Writes the hash; <paramref name="destination"/> has the length that the constructor was given. Ends this value's use.
    /// </summary>
    public void Finish(scoped Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, _hashLength, nameof(destination));
        ((Span<byte>)_buffer)[_buffered..].Clear();
        _hashed += (uint)_buffered;
        Blake2bCompression.Compress(_chain, _buffer, _hashed, isLast: true);

        Span<byte> whole = stackalloc byte[MaxHashLengthInBytes];
        for (int i = 0; i < Chain.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(whole[(i * sizeof(ulong))..], _chain[i]);
        }

        whole[.._hashLength].CopyTo(destination);
        CryptographicOperations.ZeroMemory(whole);
        Dispose();
    }

    /// <summary>Zeroes everything that could tell of the input.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes((Span<ulong>)_chain));
        CryptographicOperations.ZeroMemory(_buffer);
    }

    [InlineArray(Length)]
    private struct Chain
    {
        public const int Length = 8;
        private ulong _first;
    }

    [InlineArray(BlockLengthInBytes)]
    private struct Block
    {
        private byte _first;
    }
}
