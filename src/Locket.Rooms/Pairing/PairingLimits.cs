using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>The limits of docs/protocol.md, "Pairing" and "Limits of a member".</summary>
internal static class PairingLimits
{
    /// <summary>The attempts that lock a room.</summary>
    public const int MaxAttempts = 3;

    /// <summary>The runs that B answers side by side once it has paired.</summary>
    public const int MaxAnswered = 3;

    /// <summary>The runs that are remembered, A's and B's together.</summary>
    public const int MaxRuns = 32;

    /// <summary>The hellos that wait to be taken up.</summary>
    public const int MaxWaitingHellos = 64;

    /// <summary>The starts that wait to be answered.</summary>
    public const int MaxWaitingStarts = 32;

    /// <summary>The runs that are not begun twice, as A and as B.</summary>
    public const int MaxRemembered = 1024;

    /// <summary>The hellos that are taken up in <see cref="HelloWindow"/>: a curve operation each.</summary>
    public const int MaxHellosInWindow = 30;

    /// <summary>The most members that one can be paired with.</summary>
    public const int MaxPaired = MessageBody.MaxWraps;

    /// <summary>How often a hello is repeated.</summary>
    public const int MaxRepeats = 3;

    public static TimeSpan HelloWindow { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets how long a run holds its place without the next entry, and an attempt is open.</summary>
    public static TimeSpan RunTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets how long a run that a member of the conversation seems to refuse keeps a newcomer from answering the next.</summary>
    /// <remarks>A program ends long before that, or asks for the password again: one that is mistyped costs one attempt.</remarks>
    public static TimeSpan RefusedTime { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Returns how long nothing is started, answered or checked after the last attempt.</summary>
    public static TimeSpan DelayAfter(int attempts) => attempts switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.FromSeconds(2),
        _ => TimeSpan.FromSeconds(8),
    };

    /// <summary>Returns how long a hello waits to be repeated, having been repeated so often.</summary>
    public static TimeSpan RepeatAfter(int repeats) => TimeSpan.FromSeconds(30 << repeats);
}
