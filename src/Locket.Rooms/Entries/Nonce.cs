using System.Buffers.Binary;
using Locket.Rooms.Randomness;

namespace Locket.Rooms.Entries;

/// <summary>16 random bytes that are used once: of a hello, or of a run. Public.</summary>
internal readonly record struct Nonce
{
    public const int LengthInBytes = HelloBody.NonceInBytes;

    private readonly UInt128 _value;

    private Nonce(UInt128 value) => _value = value;

    public static Nonce FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes[..LengthInBytes]));

    public static Nonce Draw(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[LengthInBytes];
        random.Fill(bytes);
        return FromBytes(bytes);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[LengthInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _value);
        return bytes;
    }
}
