using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>Relay to client, once on each connection: everything up to the head has been sent; what follows is new.</summary>
/// <remarks>
/// <code>
/// offset  length  field
/// +-----+-------+--------------------------------------------+
/// |   0 |     1 | type, 0x83                                 |
/// |   1 |     8 | oldest, big-endian, 1 to head + 1          |
/// |   9 |     8 | head, big-endian, 0 to 2^63 - 2            |
/// +-----+-------+--------------------------------------------+
/// </code>
/// Oldest is the lowest number that the relay still holds, head + 1 where it holds none. A room that it does not know has oldest 1 and
/// head 0. A client that asked for what comes after <c>n</c> has missed something where oldest is above <c>n</c> + 1, and faces a log that
/// began anew where head is below <c>n</c>.
/// </remarks>
public sealed class CaughtUpFrame : IFrame
{
    /// <summary>The length of every such frame in bytes.</summary>
    public const int FixedLengthInBytes = 17;

    private const int OldestOffset = 1;
    private const int HeadOffset = 9;

    /// <summary>Makes a frame.</summary>
    /// <param name="oldest">1 to <paramref name="head"/> + 1.</param>
    /// <param name="head">0 to 2^63 - 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public CaughtUpFrame(long oldest, long head)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        ArgumentOutOfRangeException.ThrowIfEqual(head, WireLimits.MaxSeq);
        ArgumentOutOfRangeException.ThrowIfLessThan(oldest, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldest, head + 1);
        Oldest = oldest;
        Head = head;
    }

    /// <inheritdoc/>
    public FrameType Type => FrameType.CaughtUp;

    /// <summary>Gets the lowest number that the relay still holds; <see cref="Head"/> + 1 where it holds none.</summary>
    public long Oldest { get; }

    /// <summary>Gets the highest number given so far; 0 in a room that the relay does not know.</summary>
    public long Head { get; }

    /// <inheritdoc/>
    public int LengthInBytes => FixedLengthInBytes;

    /// <summary>Reads a frame.</summary>
    /// <param name="bytes">One whole message, untrusted.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False where the bytes are no such frame.</returns>
    public static bool TryLoad(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CaughtUpFrame? frame)
    {
        frame = null;
        if (bytes.Length != FixedLengthInBytes || bytes[0] != (byte)FrameType.CaughtUp)
        {
            return false;
        }

        long oldest = BinaryPrimitives.ReadInt64BigEndian(bytes[OldestOffset..]);
        long head = BinaryPrimitives.ReadInt64BigEndian(bytes[HeadOffset..]);
        if (head is < 0 or WireLimits.MaxSeq || oldest < 1 || oldest > head + 1)
        {
            return false;
        }

        frame = new CaughtUpFrame(oldest, head);
        return true;
    }

    /// <inheritdoc/>
    public void Write(Span<byte> destination)
    {
        FrameBuffer.RequireLength(destination, LengthInBytes);
        destination[0] = (byte)Type;
        BinaryPrimitives.WriteInt64BigEndian(destination[OldestOffset..], Oldest);
        BinaryPrimitives.WriteInt64BigEndian(destination[HeadOffset..], Head);
    }
}
