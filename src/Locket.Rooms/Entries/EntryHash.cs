using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Rooms.Entries;

/// <summary>The id of an entry: the first 16 bytes of SHA-256("locket/v1 entry" || room address || body). Public.</summary>
internal readonly record struct EntryHash
{
    public const int LengthInBytes = 16;

    private readonly UInt128 _value;

    private EntryHash(UInt128 value) => _value = value;

    /// <summary>Gets what stands for no entry.</summary>
    public static EntryHash None => default;

    public static EntryHash Compute(ReadOnlySpan<byte> roomAddress, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData("locket/v1 entry"u8);
        hasher.AppendData(roomAddress);
        hasher.AppendData(body);
        hasher.GetHashAndReset(hash);
        return FromBytes(hash[..LengthInBytes]);
    }

    /// <summary>Takes exactly 16 bytes.</summary>
    public static EntryHash FromBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length == LengthInBytes
            ? new EntryHash(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException("an entry's id has 16 bytes", nameof(bytes));

    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[LengthInBytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The id as 32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
