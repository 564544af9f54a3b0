namespace Locket.Client;

/// <summary>There is no connection, or none any more. What is sent meanwhile is kept for the next one.</summary>
/// <param name="Reason">Why.</param>
/// <param name="NextTry">After what time the next one is tried; null: never, since it would not help.</param>
public sealed record RelayLost(RelayConnectionException Reason, TimeSpan? NextTry) : ClientEvent;
