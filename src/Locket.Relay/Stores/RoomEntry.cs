using Locket.Wire;

namespace Locket.Relay;

/// <summary>An entry of a room's log.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Time">When it was taken, to the millisecond; never before the entry with the number before.</param>
/// <param name="Id">Its id, unique among the entries that the room holds.</param>
/// <param name="Body">What was sent: sealed, never looked into.</param>
public sealed record RoomEntry(long Seq, DateTimeOffset Time, EntryId Id, ReadOnlyMemory<byte> Body)
{
    /// <summary>Number and id, never the body.</summary>
    public override string ToString() => $"entry {Seq} {Id}";
}
