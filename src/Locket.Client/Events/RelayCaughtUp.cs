namespace Locket.Client;

/// <summary>Everything that the relay held was taken; what follows is new.</summary>
/// <param name="Head">The newest number of its log; 0 in a room that it does not know.</param>
public sealed record RelayCaughtUp(long Head) : ClientEvent;
