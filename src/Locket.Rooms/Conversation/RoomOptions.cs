namespace Locket.Rooms;

/// <summary>How a member takes part.</summary>
public sealed record RoomOptions
{
    /// <summary>Gets what this member wants to be called: 1 to 64 bytes of UTF-8 without control and format characters.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Gets the longest random wait before an acknowledgement or a renewal is sent alone, 0 to 30 s. Default: 30 s. A shorter one tells
    /// the relay more of when somebody reads.
    /// </summary>
    public TimeSpan LongestNoticeDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets a value indicating whether others are told what was delivered and read. Default: true.</summary>
    public bool Acknowledges { get; init; } = true;

    /// <summary>Gets after how much silence a member is away: the relay's retention, at most 10 years. Default: 7 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);
}
