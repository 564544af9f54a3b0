namespace Locket.Rooms;

/// <summary>
/// The relay's log is another one now, and the one before had messages of ours that not all who were to get them have confirmed: whoever
/// had not fetched them does not get them any more. Nothing more is said of these.
/// </summary>
/// <param name="Locals">Their numbers, in the order in which they were sent; at most 1,024.</param>
public sealed record PerhapsLost(IReadOnlyList<long> Locals) : RoomEvent;
