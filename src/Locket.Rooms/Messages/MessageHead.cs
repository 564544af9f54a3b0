using Locket.Rooms.Entries;

namespace Locket.Rooms.Messages;

/// <summary>What every message says beside its part (docs/protocol.md, "Padded text").</summary>
/// <param name="Kind">What the part is.</param>
/// <param name="AsksForTurn">Whether the sender asks for a turn of the ratchet.</param>
/// <param name="SentAt">The sender's time in milliseconds since 1970.</param>
/// <param name="Read">The newest seq that was shown to the sender's user; 0: none.</param>
/// <param name="Seen">The newest seq that the sender has taken; 0: none.</param>
/// <param name="SeenId">That entry's id.</param>
/// <param name="Previous">The hash of the body of the sender's message before.</param>
internal readonly record struct MessageHead(
    MessageKind Kind, bool AsksForTurn, long SentAt, long Read, long Seen, EntryHash SeenId, MessageHash Previous);
