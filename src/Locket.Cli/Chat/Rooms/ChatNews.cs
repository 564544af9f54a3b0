namespace Locket.Cli.Chat.Rooms;

/// <summary>Something that comes from a room and its relay.</summary>
internal abstract record ChatNews
{
    /// <summary>The kind alone: some news hold what people wrote.</summary>
    public sealed override string ToString() => GetType().Name;
}
