using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Rooms;

/// <summary>Names a member of a room: the first 16 bytes of SHA-256("locket/v1 member" || its public identity key).</summary>
/// <remarks>So ids cannot be taken: who proves to hold the key is the member. They are public and may be shown.</remarks>
public readonly record struct MemberId : IComparable<MemberId>
{
    /// <summary>The length in bytes; a second key with the same id costs 2^128 keys.</summary>
    public const int LengthInBytes = 16;

    /// <summary>The length of the short form in characters: enough to tell 32 members apart, not to prove anything.</summary>
    private const int ShortInCharacters = 8;

    private readonly UInt128 _value;

    private MemberId(UInt128 value) => _value = value;

    /// <summary>Gets the id that no member has, which stands for everyone.</summary>
    internal static MemberId Everyone => default;

    private static ReadOnlySpan<byte> Label => "locket/v1 member"u8;

    /// <summary>Compares by the bytes, as the wraps of a message are sorted.</summary>
    public static bool operator <(MemberId left, MemberId right) => left._value < right._value;

    /// <summary>Compares by the bytes.</summary>
    public static bool operator >(MemberId left, MemberId right) => left._value > right._value;

    /// <summary>Compares by the bytes.</summary>
    public static bool operator <=(MemberId left, MemberId right) => left._value <= right._value;

    /// <summary>Compares by the bytes.</summary>
    public static bool operator >=(MemberId left, MemberId right) => left._value >= right._value;

    /// <summary>Takes an id as bytes.</summary>
    /// <param name="bytes">Exactly 16 bytes.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length.</exception>
    public static MemberId FromBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length == LengthInBytes
            ? new MemberId(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException("a member id has 16 bytes", nameof(bytes));

    /// <summary>Writes the 16 bytes.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (!BinaryPrimitives.TryWriteUInt128BigEndian(destination, _value))
        {
            throw new ArgumentException("a member id has 16 bytes", nameof(destination));
        }
    }

    /// <summary>Writes the id as 32 lower-case hexadecimal digits.</summary>
    /// <returns>32 characters.</returns>
    public string ToHex() => Convert.ToHexStringLower(ToBytes());

    /// <summary>Writes the first 8 digits of the id, for people to tell members apart; not a proof of anything.</summary>
    /// <returns>8 characters.</returns>
    public string ToShortText() => ToHex()[..ShortInCharacters];

    /// <inheritdoc/>
    public int CompareTo(MemberId other) => _value.CompareTo(other._value);

    /// <summary>The id as 32 lower-case hexadecimal digits.</summary>
    /// <returns>32 characters.</returns>
    public override string ToString() => ToHex();

    /// <summary>Computes the id of the member that holds this key, 65 bytes.</summary>
    internal static MemberId Of(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData(Label);
        hasher.AppendData(publicKey);
        hasher.GetHashAndReset(hash);
        return FromBytes(hash[..LengthInBytes]);
    }

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[LengthInBytes];
        CopyTo(bytes);
        return bytes;
    }
}
