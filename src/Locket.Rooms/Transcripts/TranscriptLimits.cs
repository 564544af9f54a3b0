namespace Locket.Rooms.Transcripts;

/// <summary>The limits of what a room remembers (docs/protocol.md, "Limits of a member").</summary>
internal static class TranscriptLimits
{
    /// <summary>The entries whose ids are remembered to compare with what others have seen: 96 KiB.</summary>
    public const int MaxEntries = 4_096;

    /// <summary>What others have seen and we have not yet, to compare when it comes.</summary>
    public const int MaxClaims = 64;

    /// <summary>The messages of a sender that the next ones are compared with; a fork is told within as many messages.</summary>
    public const int MaxTrail = 16;

    /// <summary>The messages of ours that not all are known to have read; beyond it the oldest is not asked about.</summary>
    public const int MaxDeliveries = 1_024;

    /// <summary>The entries of ours that the relay confirmed and that have not come back in the log yet.</summary>
    public const int MaxConfirmed = 1_024;

    /// <summary>The texts that wait for somebody to be paired.</summary>
    public const int MaxWaitingTexts = 1_000;

    /// <summary>Their length together in bytes of UTF-8, and the longest single text.</summary>
    public const int MaxWaitingInBytes = 4 * 1024 * 1024;

    /// <summary>The bodies in the outbox beyond which texts wait and notices are put off.</summary>
    public const int MaxOutboxBodies = 1_000;

    /// <summary>The same in bytes.</summary>
    public const int MaxOutboxInBytes = 8 * 1024 * 1024;

    /// <summary>The bodies in the outbox beyond which nothing is put into it: what pairing loses here, it repeats.</summary>
    public const int MaxOutboxInAll = 1_500;

    /// <summary>The longest body in bytes that a relay takes and delivers.</summary>
    public const int MaxBodyInBytes = 262_127;

    /// <summary>The refused entries that are shown one by one in <see cref="IncidentWindow"/>; the rest are counted.</summary>
    public const int MaxIncidents = 20;

    /// <summary>The ids without a session that are shown.</summary>
    public const int MaxUnpaired = 31;

    /// <summary>The attempt ids of one message (kind 4).</summary>
    public const int MaxAttemptIds = 32;

    /// <summary>
    /// The messages of one chain after which a turn that is asked for is not put off: a third of what a peer may send without an answer.
    /// </summary>
    public const uint MessagesBeforeHurry = 300;

    /// <summary>
    /// Gets how long after its last entry somebody without a session is shown: as long as one who is there may say nothing.
    /// </summary>
    public static TimeSpan UnpairedTime { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan IncidentWindow { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets the longest random wait of a notice.</summary>
    public static TimeSpan LongestNoticeDelay { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets how long a session that needs a turn waits for a message to ask with, before it sends a notice.</summary>
    public static TimeSpan AskDelay { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets how long after somebody came texts that waited go out, unless another comes.</summary>
    public static TimeSpan GatheringQuiet { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets how long after the first came they go out at the latest.</summary>
    public static TimeSpan LongestGathering { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how far a member's clock may be from ours, or from the relay's.</summary>
    public static TimeSpan ClockTolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the longest silence that does not make a member away: no relay keeps anything for longer.</summary>
    public static TimeSpan LongestRetention { get; } = TimeSpan.FromDays(3_650);

    /// <summary>Gets how long entries that are missing in the log may be explained by what the relay says of its log.</summary>
    public static TimeSpan GapTolerance { get; } = TimeSpan.FromSeconds(30);
}
