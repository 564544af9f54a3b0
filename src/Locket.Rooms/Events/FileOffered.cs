namespace Locket.Rooms;

/// <summary>A member begins to send a file.</summary>
/// <param name="File">The number that this room gave to the file; none of the ones that it sends has it.</param>
/// <param name="From">Who sent it, proved by the session.</param>
/// <param name="Seq">The number in the relay's log of the entry that brought it.</param>
/// <param name="SentAt">The sender's time.</param>
/// <param name="RelayTime">The relay's time, which nothing proves.</param>
/// <param name="Name">A name fit for any file system, made of the one that was sent.</param>
/// <param name="LengthInBytes">How long it will be, at most 64 MiB.</param>
/// <param name="WithoutCopy">Members of ours to whom it is not sent.</param>
public sealed record FileOffered(
    long File,
    MemberId From,
    long Seq,
    DateTimeOffset SentAt,
    DateTimeOffset RelayTime,
    string Name,
    long LengthInBytes,
    IReadOnlyList<MemberId> WithoutCopy) : RoomEvent;
