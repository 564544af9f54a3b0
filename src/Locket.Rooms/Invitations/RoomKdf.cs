namespace Locket.Rooms.Invitations;

/// <summary>The Argon2id of rooms, one cost for all members (docs/protocol.md, "Conventions").</summary>
internal static class RoomKdf
{
    /// <summary>Gets the cost: 64 MiB, so that phones can join, 3 passes, 4 lanes.</summary>
    public static Argon2idParameters Cost { get; } = new() { MemoryInKiB = 65536, Passes = 3, Lanes = 4 };
}
