namespace Locket.Client;

/// <summary>A folder cannot keep a room, or not this one. Nothing in it was changed.</summary>
public sealed class RoomFolderException : Exception
{
    internal RoomFolderException(RoomFolderFailure failure, string message, Exception? innerException = null)
        : base(message, innerException)
        => Failure = failure;

    /// <summary>Gets the reason.</summary>
    public RoomFolderFailure Failure { get; }
}
