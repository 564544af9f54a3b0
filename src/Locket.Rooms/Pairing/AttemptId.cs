using System.Buffers.Binary;
using System.Security.Cryptography;
using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>
/// Names an attempt, the same at both sides of a run: the first 16 bytes of SHA-256("locket/v1 attempt" || id of A || id of B || sid).
/// Public.
/// </summary>
internal readonly record struct AttemptId
{
    public const int LengthInBytes = 16;

    private readonly UInt128 _value;

    private AttemptId(UInt128 value) => _value = value;

    /// <summary>Computes the id of what was attempted in a run.</summary>
    /// <param name="a">A's id.</param>
    /// <param name="b">B's id.</param>
    /// <param name="session">sid = n_B || n_A, 32 bytes.</param>
    public static AttemptId Of(MemberId a, MemberId b, ReadOnlySpan<byte> session)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(session.Length, StartBody.SessionInBytes, nameof(session));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData("locket/v1 attempt"u8);
        hasher.AppendData(a.ToBytes());
        hasher.AppendData(b.ToBytes());
        hasher.AppendData(session);
        hasher.GetHashAndReset(hash);
        return FromBytes(hash[..LengthInBytes]);
    }

    /// <summary>Takes exactly 16 bytes.</summary>
    public static AttemptId FromBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length == LengthInBytes
            ? new AttemptId(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException("an attempt id has 16 bytes", nameof(bytes));

    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);

    /// <summary>The id as 32 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[LengthInBytes];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
