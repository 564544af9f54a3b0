namespace Locket.Rooms;

/// <summary>The relay does not have what comes after our position: entries expired unread, or its log is gone.</summary>
/// <param name="Oldest">The oldest entry that the relay has.</param>
/// <param name="Head">The newest one.</param>
public sealed record LogBegunAnew(long Oldest, long Head) : RoomEvent;
