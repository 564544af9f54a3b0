namespace Locket.Rooms;

/// <summary>The user agreed to go on after three attempts; the count is 0 again.</summary>
public sealed record Unlocked : RoomEvent;
