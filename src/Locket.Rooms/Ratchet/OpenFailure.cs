namespace Locket.Rooms.Ratchet;

/// <summary>Why a message did not open. Nothing of the session changed.</summary>
internal enum OpenFailure
{
    /// <summary>It did open.</summary>
    None,

    /// <summary>
    /// No key that is held opens it: altered, made by somebody else, bound to other associated data, or from a chain whose header key
    /// is gone, which looks the same.
    /// </summary>
    Damaged,

    /// <summary>
    /// Its header is the peer's, but the message with its number was opened before: a copy, or the peer's state went back.
    /// </summary>
    Replayed,

    /// <summary>Its header is the peer's, but it leaps over more than <see cref="RatchetLimits.MaxGap"/> messages of a chain.</summary>
    TooFarAhead,

    /// <summary>Its header is the peer's, but keys that far back were dropped; it may have been opened before.</summary>
    TooOld,

    /// <summary>
    /// Its header is the peer's, but contradicts what the peer said before: the peer goes on from an old state; pair anew.
    /// </summary>
    Diverged,
}
