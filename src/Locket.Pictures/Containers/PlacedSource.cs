using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>A picture read at any place: for formats whose lengths stand before what they count.</summary>
internal sealed class PlacedSource
{
    private const int BufferInBytes = 64 * 1024;

    private readonly Stream _stream;
    private readonly long _origin;
    private readonly byte[] _buffer = new byte[BufferInBytes];

    public PlacedSource(Stream stream)
    {
        _stream = stream;
        _origin = stream.Position;
        Length = stream.Length - _origin;
    }

    public long Length { get; }

    public void Read(long offset, Span<byte> destination)
    {
        Require(offset, destination.Length);
        _stream.Position = _origin + offset;
        _stream.ReadExactly(destination);
    }

    public uint ReadUInt32LittleEndian(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Read(offset, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>The bytes of a part, at most <paramref name="limit"/> of them.</summary>
    public byte[] ReadBlock(long offset, long length, int limit)
    {
        Require(offset, length);
        byte[] block = new byte[(int)Math.Min(length, limit)];
        Read(offset, block);
        return block;
    }

    public void Copy(long offset, long length, Stream output)
    {
        Require(offset, length);
        _stream.Position = _origin + offset;
        while (length > 0)
        {
            Span<byte> piece = _buffer.AsSpan(0, (int)Math.Min(length, BufferInBytes));
            _stream.ReadExactly(piece);
            output.Write(piece);
            length -= piece.Length;
        }
    }

    // Before anything is allocated or read: what a picture says of its lengths is compared with how long it is.
    private void Require(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw new PictureException(PictureFailure.Damaged, "the picture names a place beyond its end", offset);
        }
    }
}
