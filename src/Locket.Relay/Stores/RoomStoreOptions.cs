namespace Locket.Relay;

/// <summary>How much and how long a store keeps. A full quota refuses what is new; it never drops what is there.</summary>
public sealed record RoomStoreOptions
{
    /// <summary>
    /// What an entry costs in bytes besides its body when bytes are counted, so that a flood of one-byte entries meets the limit before it
    /// meets the machine's memory: about what its objects and its place in two tables take.
    /// </summary>
    public const int EntryOverheadInBytes = 256;

    /// <summary>
    /// How long an entry is kept. Default: 7 days, so that who is away for a week misses nothing. From 1 minute to 366 days.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Bytes that one room may hold, each entry with <see cref="EntryOverheadInBytes"/>. Default: 256 MiB, three of the largest files (64
    /// MiB)
    /// and what is said about them. Then appends are refused with <see cref="Wire.FaultCode.RoomBytesFull"/>.
    /// </summary>
    public long MaxBytesPerRoom { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Entries that one room may hold. Default: 50,000, which is 32 people with 220 messages a day each. Then appends are refused with
    /// <see cref="Wire.FaultCode.RoomEntriesFull"/>.
    /// </summary>
    public int MaxEntriesPerRoom { get; init; } = 50_000;

    /// <summary>
    /// Bytes of all rooms together. Default: 1 GiB. Then appends are refused with <see cref="Wire.FaultCode.RelayFull"/>.
    /// </summary>
    public long MaxBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Rooms of the store. Default: 10,000. Then new ones are refused with <see cref="Wire.FaultCode.RelayFull"/>.</summary>
    public int MaxRooms { get; init; } = 10_000;

    internal void Validate(string parameterName)
    {
        if (Retention < TimeSpan.FromMinutes(1) || Retention > TimeSpan.FromDays(366))
        {
            throw new ArgumentException("entries are kept from 1 minute to 366 days", parameterName);
        }

        if (MaxBytesPerRoom < 1 || MaxEntriesPerRoom < 1 || MaxBytes < 1 || MaxRooms < 1)
        {
            throw new ArgumentException("a number of bytes, entries or rooms is at least 1", parameterName);
        }
    }
}
