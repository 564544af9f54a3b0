namespace Locket.Relay.Events;

/// <summary>Where the hosting program wants events; a type of its own, so that it can be registered without one.</summary>
internal sealed record RelayEventReceiver(Action<RelayEvent>? Receive);
