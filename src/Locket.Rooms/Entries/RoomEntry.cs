namespace Locket.Rooms;

/// <summary>An entry of the room's log, as the relay sent it (docs/protocol.md, "Entries").</summary>
public readonly ref struct RoomEntry
{
    /// <summary>Names an entry.</summary>
    /// <param name="seq">Its number in the log, 1 to 2^63 - 1.</param>
    /// <param name="time">When the relay took it; the relay's word and no more than that.</param>
    /// <param name="body">Its bytes, any; not kept.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seq"/> is below 1.</exception>
    public RoomEntry(long seq, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seq, 1);
        Seq = seq;
        Time = time;
        Body = body;
    }

    /// <summary>Gets the number in the log.</summary>
    public long Seq { get; }

    /// <summary>Gets the relay's time.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Gets the bytes.</summary>
    public ReadOnlySpan<byte> Body { get; }
}
