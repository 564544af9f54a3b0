namespace Locket.Rooms.Messages;

/// <summary>What holds of each kind.</summary>
internal static class MessageKinds
{
    /// <summary>Whether who gets it tells the sender soon that it came, even with nothing else to say.</summary>
    public static bool AsksForAcknowledgement(this MessageKind kind)
        => kind is MessageKind.Text or MessageKind.File or MessageKind.FileEnd or MessageKind.Move;

    /// <summary>Whether this version knows it.</summary>
    public static bool IsKnown(this MessageKind kind) => kind <= MessageKind.Move;
}
