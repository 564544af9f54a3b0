using Locket.Wire;

namespace Locket.Relay;

/// <summary>Keeps the logs of rooms. Safe for use from many threads.</summary>
/// <remarks>
/// What every store promises, and what the contract tests check: a room's numbers are consecutive; an entry is visible to every reader
/// before one with a higher number is; the same body in the same room has one number as long as it is kept; time does not run backwards in
/// a log; nothing is dropped but by its age. A room's first number is the time of its making in milliseconds since 1970, times
/// <see cref="SeqsPerMillisecond"/>: a log that began anew, as after the loss of a memory store, therefore goes on above its old numbers,
/// and no reader takes its entries for old ones or for a fork.
/// </remarks>
public interface IRoomStore : IAsyncDisposable
{
    /// <summary>
    /// How many numbers a room's beginning leaves for each millisecond before it. 1,024: no room takes a million appends a second over its
    /// life, and until the year 2248 the numbers stay below 2^53, exact in every language.
    /// </summary>
    const long SeqsPerMillisecond = 1024;

    /// <summary>Entries in one page at most: bounds what one reader holds while it sends.</summary>
    const int MaxPageEntries = 64;

    /// <summary>
    /// Bytes of bodies in one page, at least one entry: bounds what one reader holds while it sends. 512 KiB, two of the largest entries.
    /// </summary>
    const int MaxPageBytes = 512 * 1024;

    /// <summary>Adds an entry, or finds it. Returns once the entry is durable and visible.</summary>
    /// <param name="address">The room.</param>
    /// <param name="body">Within the limits of <see cref="WireLimits"/>; copied.</param>
    /// <param name="mayCreate">
    /// Whether the room may be made; otherwise an append to an unknown room is refused with <see cref="FaultCode.TooManyRooms"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; whether the entry was kept is then unknown.</param>
    /// <exception cref="ArgumentException"><paramref name="body"/> is outside the limits.</exception>
    ValueTask<AppendResult> AppendAsync(
        RoomAddress address, ReadOnlyMemory<byte> body, bool mayCreate, CancellationToken cancellationToken);

    /// <summary>Reads what comes after a position, at most <see cref="MaxPageEntries"/> entries and <see cref="MaxPageBytes"/>.</summary>
    /// <param name="address">The room; an unknown one has an empty log.</param>
    /// <param name="after">Not negative. A position above the head belongs to a log that is gone, and reads from the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<RoomPage> ReadAfterAsync(RoomAddress address, long after, CancellationToken cancellationToken);

    /// <summary>
    /// Frees what is older than the retention, and forgets rooms that have been empty for as long again. Reading and appending go by age
    /// whether or not this has run.
    /// </summary>
    /// <returns>How many entries have expired since the last sweep.</returns>
    ValueTask<int> SweepAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Tells of rooms that have grown, also by other processes; notices may be coalesced. The receiver must not block or throw.
    /// </summary>
    /// <param name="receiver">Called after the new entry is visible.</param>
    /// <returns>Ends the notices when disposed.</returns>
    IDisposable Watch(Action<RoomAddress> receiver);
}
