namespace Locket.Rooms;

/// <summary>The keys of a session were renewed: what was stolen before opens nothing from here on.</summary>
/// <param name="Member">The other member.</param>
/// <param name="Count">How often since the session began.</param>
public sealed record KeysRenewed(MemberId Member, long Count) : RoomEvent;
