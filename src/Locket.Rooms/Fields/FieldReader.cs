using System.Buffers.Binary;

namespace Locket.Rooms.Fields;

/// <summary>Reads big-endian fields one after the other; behind the end it gives zeros and notes that it did.</summary>
internal ref struct FieldReader
{
    private ReadOnlySpan<byte> _rest;
    private bool _isOverrun;

    public FieldReader(ReadOnlySpan<byte> source)
    {
        _rest = source;
    }

    /// <summary>Gets a value indicating whether all fields were there and nothing follows them.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty && !_isOverrun;

    public readonly bool IsOverrun => _isOverrun;

    /// <summary>Reads so many bytes; empty where there are fewer.</summary>
    public ReadOnlySpan<byte> Bytes(int lengthInBytes)
    {
        if (_rest.Length < lengthInBytes)
        {
            _isOverrun = true;
            _rest = [];
            return [];
        }

        ReadOnlySpan<byte> bytes = _rest[..lengthInBytes];
        _rest = _rest[lengthInBytes..];
        return bytes;
    }

    public byte Byte() => Bytes(sizeof(byte)) is [var value] ? value : default;

    public ushort UInt16() => Bytes(sizeof(ushort)) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : default;

    public uint UInt32() => Bytes(sizeof(uint)) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : default;

    public ulong UInt64() => Bytes(sizeof(ulong)) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : default;
}
