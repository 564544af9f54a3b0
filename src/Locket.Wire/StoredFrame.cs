using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>Relay to client: the body with this id is durably in the log, under this number.</summary>
/// <remarks>
/// <code>
/// offset  length  field
/// +-----+-------+--------------------------------+
/// |   0 |     1 | type, 0x82                     |
/// |   1 |    16 | entry id                       |
/// |  17 |     8 | seq, big-endian, 1 to 2^63 - 1 |
/// +-----+-------+--------------------------------+
/// </code>
/// A client keeps what it sent until this arrives. A body that the log already holds is answered with its old number.
/// </remarks>
public sealed class StoredFrame : IFrame
{
    /// <summary>The length of every such frame in bytes.</summary>
    public const int FixedLengthInBytes = 25;

    private const int IdOffset = 1;
    private const int SeqOffset = 17;

    /// <summary>Makes a frame.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="seq">Its number, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seq"/> is less than 1.</exception>
    public StoredFrame(EntryId id, long seq)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seq, 1);
        Id = id;
        Seq = seq;
    }

    /// <inheritdoc/>
    public FrameType Type => FrameType.Stored;

    /// <summary>Gets the id of the entry, from which a client knows which of its bodies is meant.</summary>
    public EntryId Id { get; }

    /// <summary>Gets the number of the entry.</summary>
    public long Seq { get; }

    /// <inheritdoc/>
    public int LengthInBytes => FixedLengthInBytes;

    /// <summary>Reads a frame.</summary>
    /// <param name="bytes">One whole message, untrusted.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False where the bytes are no such frame.</returns>
    public static bool TryLoad(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out StoredFrame? frame)
    {
        frame = null;
        if (bytes.Length != FixedLengthInBytes || bytes[0] != (byte)FrameType.Stored)
        {
            return false;
        }

        long seq = BinaryPrimitives.ReadInt64BigEndian(bytes[SeqOffset..]);
        if (seq < 1)
        {
            return false;
        }

        frame = new StoredFrame(EntryId.FromBytes(bytes[IdOffset..SeqOffset]), seq);
        return true;
    }

    /// <inheritdoc/>
    public void Write(Span<byte> destination)
    {
        FrameBuffer.RequireLength(destination, LengthInBytes);
        destination[0] = (byte)Type;
        Id.Write(destination[IdOffset..SeqOffset]);
        BinaryPrimitives.WriteInt64BigEndian(destination[SeqOffset..], Seq);
    }
}
