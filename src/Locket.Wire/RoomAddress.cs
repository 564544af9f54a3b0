using System.Buffers.Binary;
using System.Diagnostics;

namespace Locket.Wire;

/// <summary>A room's address at a relay: 16 bytes, written as 32 lower-case hexadecimal digits.</summary>
/// <remarks>
/// Whoever knows the address can read the sealed log and append to it, so it belongs in no log line: <see cref="ToString"/> does not show
/// it, <see cref="ToHex"/> does.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct RoomAddress : IEquatable<RoomAddress>
{
    /// <summary>The length in bytes.</summary>
    public const int LengthInBytes = 16;

    /// <summary>The length of the written form in characters.</summary>
    public const int LengthInCharacters = 2 * LengthInBytes;

    private readonly UInt128 _value;

    private RoomAddress(UInt128 value) => _value = value;

    /// <summary>Compares two addresses.</summary>
    public static bool operator ==(RoomAddress left, RoomAddress right) => left.Equals(right);

    /// <summary>Compares two addresses.</summary>
    public static bool operator !=(RoomAddress left, RoomAddress right) => !left.Equals(right);

    /// <summary>Takes an address as bytes.</summary>
    /// <param name="bytes">Exactly 16 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length.</exception>
    public static RoomAddress FromBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length == LengthInBytes
            ? new RoomAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException("a room address has 16 bytes", nameof(bytes));

    /// <summary>Takes an address as text.</summary>
    /// <param name="text">Untrusted. Only 32 lower-case hexadecimal digits are taken: one address, one spelling.</param>
    /// <param name="address">The address.</param>
    /// <returns>False for anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out RoomAddress address)
    {
        address = default;
        if (text.Length != LengthInCharacters)
        {
            return false;
        }

        UInt128 value = default;
        foreach (char digit in text)
        {
            if (!char.IsAsciiHexDigitLower(digit))
            {
                return false;
            }

            value = (value << 4) | (UInt128)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }

        address = new RoomAddress(value);
        return true;
    }

    /// <summary>Writes the 16 bytes.</summary>
    /// <param name="destination">Exactly 16 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void Write(Span<byte> destination)
    {
        if (destination.Length != LengthInBytes)
        {
            throw new ArgumentException("a room address has 16 bytes", nameof(destination));
        }

        BinaryPrimitives.WriteUInt128BigEndian(destination, _value);
    }

    /// <summary>The address as 32 lower-case hexadecimal digits, as it stands in the path of the relay's endpoint.</summary>
    public string ToHex()
    {
        Span<byte> bytes = stackalloc byte[LengthInBytes];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(RoomAddress other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RoomAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>The words "room address", never the address.</summary>
    public override string ToString() => "room address";
}
