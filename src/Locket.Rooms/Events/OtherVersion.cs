namespace Locket.Rooms;

/// <summary>A program that is newer or older said something that this one does not know.</summary>
/// <param name="Member">Who, where that is known.</param>
/// <param name="Version">The version of its hello, where it is that.</param>
public sealed record OtherVersion(MemberId? Member, int? Version) : RoomEvent;
