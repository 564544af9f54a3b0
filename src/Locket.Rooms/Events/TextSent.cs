namespace Locket.Rooms;

/// <summary>A text, or a part of a long one, was sealed and is in the outbox.</summary>
/// <param name="Local">What <see cref="Room.SendText"/>, <see cref="Room.SendFile"/> or <see cref="Room.SendMove"/> returned.</param>
/// <param name="Part">Which part, from 1.</param>
/// <param name="Parts">How many parts; 1 for all but very long texts.</param>
/// <param name="Number">The message's number among all of ours.</param>
/// <param name="EntryId">The id of its entry, 16 bytes.</param>
/// <param name="BodyLengthInBytes">The length of its entry.</param>
/// <param name="Recipients">For whom it was sealed.</param>
public sealed record TextSent(
    long Local,
    int Part,
    int Parts,
    long Number,
    ReadOnlyMemory<byte> EntryId,
    int BodyLengthInBytes,
    IReadOnlyList<MemberId> Recipients) : RoomEvent;
