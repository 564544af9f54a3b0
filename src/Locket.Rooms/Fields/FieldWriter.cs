using System.Buffers.Binary;

namespace Locket.Rooms.Fields;

/// <summary>Writes big-endian fields one after the other.</summary>
internal ref struct FieldWriter
{
    private Span<byte> _rest;

    public FieldWriter(Span<byte> destination)
    {
        _rest = destination;
    }

    /// <summary>Gets how many bytes there is still room for.</summary>
    public readonly int RestInBytes => _rest.Length;

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_rest);
        _rest = _rest[bytes.Length..];
    }

    public void Write(byte value)
    {
        _rest[0] = value;
        _rest = _rest[sizeof(byte)..];
    }

    public void Write(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_rest, value);
        _rest = _rest[sizeof(ushort)..];
    }

    public void Write(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_rest, value);
        _rest = _rest[sizeof(uint)..];
    }

    public void Write(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_rest, value);
        _rest = _rest[sizeof(ulong)..];
    }
}
