namespace Locket.Rooms.Ratchet;

/// <summary>Every limit of a session (docs/protocol.md, "Double ratchet", limits).</summary>
internal static class RatchetLimits
{
    /// <summary>The most kept keys of messages that did not come, in keys per session; beyond it the oldest goes.</summary>
    /// <remarks>44 bytes each in a saved state, so a peer cannot make it grow beyond about 44 KB, and more than a chain can hold.</remarks>
    public const int MaxSkippedKeys = 1_000;

    /// <summary>
    /// The most numbers of one chain, in messages, that one message may leap over; the work it can ask for is bounded by it.
    /// </summary>
    /// <remarks>
    /// A chain of an honest peer ends at <see cref="MaxUnanswered"/>, so no loss whatever makes an honest message leap too far.
    /// </remarks>
    public const uint MaxGap = 1_000;

    /// <summary>
    /// The most header keys of former receiving chains, in keys: each message that opens nothing is tried against all of them.
    /// </summary>
    public const int MaxOldHeaderKeys = 8;

    /// <summary>How long a former header key or a skipped key is kept, in messages opened since.</summary>
    /// <remarks>Counted in messages and not in time, since the relay may withhold everything for as long as it likes.</remarks>
    public const ulong MaxAgeInMessages = 2_000;

    /// <summary>The most messages of one sending chain, that is, sent without proof that the peer has read any of them.</summary>
    /// <remarks>Below <see cref="MaxGap"/> with room to spare: if all but the last are lost, the last still opens.</remarks>
    public const uint MaxUnanswered = 900;

    /// <summary>
    /// After how many messages without a turn the sending side asks for one: a thief of its state reads at most about as many.
    /// </summary>
    public const uint MessagesBeforeTurn = 50;

    /// <summary>The longest plaintext in bytes, a relay's largest frame; a room's wraps take 64.</summary>
    public const int MaxPlaintextInBytes = 256 * 1024;

    /// <summary>
    /// The longest associated data of the caller in bytes, so that it fits the stack with the header; a room's wraps take 63.
    /// </summary>
    public const int MaxAssociatedDataInBytes = 1024;

    /// <summary>Gets after how much time without a turn, 1 hour, a side that has sent asks for one.</summary>
    public static TimeSpan TimeBeforeTurn { get; } = TimeSpan.FromHours(1);
}
