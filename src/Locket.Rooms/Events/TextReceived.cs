namespace Locket.Rooms;

/// <summary>A text came; it comes once.</summary>
/// <param name="From">Who sent it, proved by the session.</param>
/// <param name="Seq">The number in the relay's log of the entry that brought it.</param>
/// <param name="SentAt">The sender's time.</param>
/// <param name="RelayTime">The relay's time, which nothing proves.</param>
/// <param name="IsClockOff">The sender's time is more than 5 minutes from the relay's, or ahead of ours: show the relay's.</param>
/// <param name="Text">What was written: no control characters but tab and line feed.</param>
/// <param name="WithoutCopy">Members of ours to whom it was not sent.</param>
public sealed record TextReceived(
    MemberId From,
    long Seq,
    DateTimeOffset SentAt,
    DateTimeOffset RelayTime,
    bool IsClockOff,
    string Text,
    IReadOnlyList<MemberId> WithoutCopy) : RoomEvent;
