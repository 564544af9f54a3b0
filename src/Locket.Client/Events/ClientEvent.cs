namespace Locket.Client;

/// <summary>Something that came about in a room or with its relay; read with <see cref="RoomClient.ReadEventsAsync"/>, in order.</summary>
public abstract record ClientEvent
{
    private protected ClientEvent()
    {
    }

    /// <summary>Says what kind of event this is and nothing of what it holds: some hold what people wrote.</summary>
    public sealed override string ToString() => GetType().Name;
}
