using Locket.Wire;

namespace Locket.Relay;

/// <summary>What became of an append: a number, or why there is none.</summary>
public readonly record struct AppendResult
{
    private AppendResult(EntryId id, long seq, bool isNew, bool createdRoom, FaultCode fault, TimeSpan retryAfter)
    {
        Id = id;
        Seq = seq;
        IsNew = isNew;
        CreatedRoom = createdRoom;
        Fault = fault;
        RetryAfter = retryAfter;
    }

    /// <summary>Gets the id of the entry.</summary>
    public EntryId Id { get; }

    /// <summary>Gets the number of the entry; 0 where it was refused.</summary>
    public long Seq { get; }

    /// <summary>Gets whether the entry was added now; false where the room held it before, and where it was refused.</summary>
    public bool IsNew { get; }

    /// <summary>Gets whether the room was made by this append.</summary>
    public bool CreatedRoom { get; }

    /// <summary>Gets why it was refused; <see cref="FaultCode.None"/> where it was not.</summary>
    public FaultCode Fault { get; }

    /// <summary>Gets when a refused append may succeed.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>The entry is in the log, durably.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="seq">Its number, 1 or more.</param>
    /// <param name="isNew">Whether it was added now; false where the room held it before.</param>
    /// <param name="createdRoom">Whether the room was made for it.</param>
    /// <returns>The result.</returns>
    public static AppendResult Stored(EntryId id, long seq, bool isNew, bool createdRoom = false)
        => new(id, seq, isNew, createdRoom, FaultCode.None, TimeSpan.Zero);

    /// <summary>The entry is not in the log.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="fault">Why; any but <see cref="FaultCode.None"/>.</param>
    /// <param name="retryAfter">When it may succeed; zero where no time is known.</param>
    /// <returns>The result.</returns>
    public static AppendResult Refused(EntryId id, FaultCode fault, TimeSpan retryAfter)
        => new(id, 0, isNew: false, createdRoom: false, fault, retryAfter);
}
