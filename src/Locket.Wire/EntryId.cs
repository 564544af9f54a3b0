using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Wire;

/// <summary>Names an entry: the first 16 bytes of SHA-256("locket/v1 entry" || room address || body).</summary>
/// <remarks>
/// Relay and client compute it alike, so nobody can claim another's id and a body has one place in a room's log however often it is sent.
/// It is a hash of what the relay sees anyway and may be shown.
/// </remarks>
public readonly struct EntryId : IEquatable<EntryId>
{
    /// <summary>The length in bytes: collisions cost 2^64 hashes and would only make the one who sought them lose an entry.</summary>
    public const int LengthInBytes = 16;

    private readonly UInt128 _value;

    private EntryId(UInt128 value) => _value = value;

    private static ReadOnlySpan<byte> Label => "locket/v1 entry"u8;

    /// <summary>Compares two ids.</summary>
    public static bool operator ==(EntryId left, EntryId right) => left.Equals(right);

    /// <summary>Compares two ids.</summary>
    public static bool operator !=(EntryId left, EntryId right) => !left.Equals(right);

    /// <summary>Computes the id of a body in a room.</summary>
    /// <param name="address">The room.</param>
    /// <param name="body">The body as it is stored, of any length.</param>
    public static EntryId Compute(RoomAddress address, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> prefix = stackalloc byte[Label.Length + RoomAddress.LengthInBytes];
        Label.CopyTo(prefix);
        address.Write(prefix[Label.Length..]);
        using IncrementalHash hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData(prefix);
        hasher.AppendData(body);
        hasher.GetHashAndReset(hash);
        return FromBytes(hash[..LengthInBytes]);
    }

    /// <summary>Takes an id as bytes.</summary>
    /// <param name="bytes">Exactly 16 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length.</exception>
    public static EntryId FromBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length == LengthInBytes
            ? new EntryId(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException("an entry id has 16 bytes", nameof(bytes));

    /// <summary>Writes the 16 bytes.</summary>
    /// <param name="destination">Exactly 16 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void Write(Span<byte> destination)
    {
        if (destination.Length != LengthInBytes)
        {
            throw new ArgumentException("an entry id has 16 bytes", nameof(destination));
        }

        BinaryPrimitives.WriteUInt128BigEndian(destination, _value);
    }

    /// <inheritdoc/>
    public bool Equals(EntryId other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EntryId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>The id as 32 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[LengthInBytes];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
