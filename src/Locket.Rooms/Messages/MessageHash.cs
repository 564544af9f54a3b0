using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Rooms.Messages;

/// <summary>A SHA-256 as a value: of an entry's body, which the sender's next message repeats, or of a file's pieces. Public.</summary>
internal readonly record struct MessageHash
{
    public const int LengthInBytes = SHA256.HashSizeInBytes;

    private const int HalfInBytes = LengthInBytes / 2;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private MessageHash(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes[..HalfInBytes]);
        _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[HalfInBytes..]);
    }

    /// <summary>Gets zeros: what comes before the first message.</summary>
    public static MessageHash None => default;

    /// <summary>Takes exactly 32 bytes.</summary>
    public static MessageHash FromBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length == LengthInBytes ? new MessageHash(bytes) : throw new ArgumentException("a hash has 32 bytes", nameof(bytes));

    public static MessageHash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[LengthInBytes];
        SHA256.HashData(bytes, hash);
        return new MessageHash(hash);
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt128BigEndian(destination[HalfInBytes..], _low);
    }
}
