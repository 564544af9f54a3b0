namespace Locket.Rooms;

/// <summary>Something that came about in a room; taken with <see cref="Room.TryTakeEvent"/>, in the order in which it came about.</summary>
/// <remarks>
/// Some events hold what people wrote. <see cref="ToString"/> shows the kind alone, so that a log line or a debugger gives nothing away.
/// </remarks>
public abstract record RoomEvent
{
    private protected RoomEvent()
    {
    }

    /// <summary>Says what kind of event this is and nothing of what it holds.</summary>
    public sealed override string ToString() => GetType().Name;
}
