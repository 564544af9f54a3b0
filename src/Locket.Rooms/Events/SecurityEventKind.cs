namespace Locket.Rooms;

/// <summary>What a <see cref="SecurityEvent"/> is about. The numbers are for logs and alerts, and never change.</summary>
public enum SecurityEventKind
{
    /// <summary>None; no event has it.</summary>
    None = 0,

    /// <summary>Somebody who does not have the password tried one on this member.</summary>
    WrongPasswordHere = 3101,

    /// <summary>Another member tells that somebody tried a password on it.</summary>
    WrongPasswordElsewhere = 3102,

    /// <summary>A message that no key opens: altered, or made by somebody else.</summary>
    Damaged = 3103,

    /// <summary>An entry of the wrong length or form.</summary>
    Malformed = 3104,

    /// <summary>A message that was opened before, or an entry that came before.</summary>
    Replayed = 3105,

    /// <summary>A message came after later ones of the same sender. It was taken.</summary>
    Reordered = 3106,

    /// <summary>The relay shows different logs to different members. What came with it was taken.</summary>
    ForkedRoom = 3107,

    /// <summary>A member told different members different things. What came with it was taken.</summary>
    ForkedSender = 3108,

    /// <summary>An entry that is longer than any member makes.</summary>
    Oversized = 3109,

    /// <summary>More than can be shown or taken up, of hellos, files or entries that nobody can open.</summary>
    Flood = 3110,

    /// <summary>A message that leaps over too many others.</summary>
    TooFarAhead = 3111,

    /// <summary>A member goes on from an old copy of its state; only pairing again helps.</summary>
    Diverged = 3112,

    /// <summary>A member sealed something that no member makes.</summary>
    BadMessage = 3113,

    /// <summary>An identity key that does not belong to the member id.</summary>
    RefusedIdentity = 3114,

    /// <summary>The relay sends numbers that lie before what it sent already.</summary>
    RelayRewound = 3115,

    /// <summary>A member's clock is more than 5 minutes ahead of ours.</summary>
    ClockOff = 3116,

    /// <summary>A message so old that its keys were dropped.</summary>
    TooOld = 3117,

    /// <summary>The relay left entries out, though it has them.</summary>
    LeftOut = 3118,

    /// <summary>Somebody says hello in another version of the protocol.</summary>
    OtherVersion = 3119,

    /// <summary>Somebody says hello with another suite than the room's.</summary>
    OtherSuite = 3120,
}
