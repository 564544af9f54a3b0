using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>Relay to client: an entry of the log.</summary>
/// <remarks>
/// <code>
/// offset  length          field
/// +-----+---------------+--------------------------------------------------------+
/// |   0 |             1 | type, 0x81                                             |
/// |   1 |             8 | seq, big-endian, 1 to 2^63 - 1                         |
/// |   9 |             8 | time, big-endian, milliseconds since 1970, to year 9999 |
/// |  17 |  1 to 262,127 | body, to the frame's end                               |
/// +-----+---------------+--------------------------------------------------------+
/// </code>
/// The time is the relay's word and no more than that.
/// </remarks>
public sealed class EntryFrame : IFrame
{
    /// <summary>The bytes before the body.</summary>
    public const int HeaderInBytes = 17;

    private const int SeqOffset = 1;
    private const int TimeOffset = 9;

    /// <summary>Makes a frame.</summary>
    /// <param name="seq">The entry's number, at least 1.</param>
    /// <param name="time">When the relay took it, not before 1970; kept to the millisecond.</param>
    /// <param name="body">1 to <see cref="WireLimits.MaxBodyInBytes"/> bytes; not copied.</param>
    /// <exception cref="ArgumentException">A value is outside its limits.</exception>
    public EntryFrame(long seq, DateTimeOffset time, ReadOnlyMemory<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seq, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, DateTimeOffset.UnixEpoch);
        FrameBuffer.RequireBody(body);
        Seq = seq;
        Time = DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
        Body = body;
    }

    /// <inheritdoc/>
    public FrameType Type => FrameType.Entry;

    /// <summary>Gets the entry's number; the numbers of a room's log are consecutive.</summary>
    public long Seq { get; }

    /// <summary>Gets when the relay took the entry, by its clock, to the millisecond.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Gets the body. After <see cref="TryLoad"/> it is a part of the bytes that were given.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <inheritdoc/>
    public int LengthInBytes => HeaderInBytes + Body.Length;

    /// <summary>Reads a frame.</summary>
    /// <param name="bytes">One whole message, untrusted.</param>
    /// <param name="frame">The frame; its body is not copied.</param>
    /// <returns>False where the bytes are no such frame.</returns>
    public static bool TryLoad(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out EntryFrame? frame)
    {
        frame = null;
        ReadOnlySpan<byte> span = bytes.Span;
        if (span.Length < HeaderInBytes || span[0] != (byte)FrameType.Entry || !FrameBuffer.IsBody(span.Length - HeaderInBytes))
        {
            return false;
        }

        long seq = BinaryPrimitives.ReadInt64BigEndian(span[SeqOffset..]);
        long time = BinaryPrimitives.ReadInt64BigEndian(span[TimeOffset..]);
        if (seq < 1 || time is < 0 or > WireLimits.MaxTimeInMilliseconds)
        {
            return false;
        }

        frame = new EntryFrame(seq, DateTimeOffset.FromUnixTimeMilliseconds(time), bytes[HeaderInBytes..]);
        return true;
    }

    /// <inheritdoc/>
    public void Write(Span<byte> destination)
    {
        FrameBuffer.RequireLength(destination, LengthInBytes);
        destination[0] = (byte)Type;
        BinaryPrimitives.WriteInt64BigEndian(destination[SeqOffset..], Seq);
        BinaryPrimitives.WriteInt64BigEndian(destination[TimeOffset..], Time.ToUnixTimeMilliseconds());
        Body.Span.CopyTo(destination[HeaderInBytes..]);
    }
}
