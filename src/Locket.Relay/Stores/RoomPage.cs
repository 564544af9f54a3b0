namespace Locket.Relay;

/// <summary>A part of a room's log, and how long the log was at the same instant.</summary>
/// <param name="Entries">Ascending without a gap among them; empty where nothing comes after the position.</param>
/// <param name="Oldest">The lowest number that the room holds; <paramref name="Head"/> + 1 where it holds none.</param>
/// <param name="Head">The highest number given so far; 0 for a room that the store does not know.</param>
public sealed record RoomPage(IReadOnlyList<RoomEntry> Entries, long Oldest, long Head);
