using System.Buffers.Binary;
using Locket.Rooms.Curves;

namespace Locket.Rooms.Ratchet;

/// <summary>What a message says of its place, readable only by the two sides (docs/protocol.md, "Double ratchet", header).</summary>
/// <remarks>
/// <code>
///  plain, 73 bytes
///  ratchet key of the sender (65, uncompressed) | previous (u32) | number (u32)
///
///  encrypted, 105 bytes, by <see cref="SaltedCipher"/> under the chain's header key, with no associated data
///  salt (16) | ciphertext (73) | tag (16)
/// </code>
/// Numbers are big-endian. The ratchet key is checked to be a point only where a turn uses it.
/// </remarks>
internal readonly ref struct RatchetHeader
{
    public const int LengthInBytes = P256Point.LengthInBytes + (2 * sizeof(uint));

    public const int EncryptedInBytes = LengthInBytes + SaltedCipher.OverheadInBytes;

    private const int NumberOffset = P256Point.LengthInBytes + sizeof(uint);

    public RatchetHeader(ReadOnlySpan<byte> ratchetKey, uint previous, uint number)
    {
        RatchetKey = ratchetKey;
        Previous = previous;
        Number = number;
    }

    public ReadOnlySpan<byte> RatchetKey { get; }

    /// <summary>Gets how many messages the sender's chain before this one has.</summary>
    public uint Previous { get; }

    /// <summary>Gets the message's number in its chain, from 0.</summary>
    public uint Number { get; }

    public static RatchetHeader Decode(ReadOnlySpan<byte> plain) => new(
        plain[..P256Point.LengthInBytes],
        BinaryPrimitives.ReadUInt32BigEndian(plain[P256Point.LengthInBytes..]),
        BinaryPrimitives.ReadUInt32BigEndian(plain[NumberOffset..]));

    public void Encode(Span<byte> plain)
    {
        RatchetKey.CopyTo(plain);
        BinaryPrimitives.WriteUInt32BigEndian(plain[P256Point.LengthInBytes..], Previous);
        BinaryPrimitives.WriteUInt32BigEndian(plain[NumberOffset..], Number);
    }

    /// <summary>Says what this is and nothing of the numbers, which the relay must not learn from a log either.</summary>
    public override string ToString() => nameof(RatchetHeader);
}
