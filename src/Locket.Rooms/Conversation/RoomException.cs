namespace Locket.Rooms;

/// <summary>A room cannot do what it was asked for, now or any more; nothing was changed.</summary>
public sealed class RoomException : InvalidOperationException
{
    /// <summary>Says what cannot be done.</summary>
    /// <param name="failure">Why.</param>
    public RoomException(RoomFailure failure)
        : base(TextOf(failure))
        => Failure = failure;

    /// <summary>Gets the reason.</summary>
    public RoomFailure Failure { get; }

    private static string TextOf(RoomFailure failure) => failure switch
    {
        RoomFailure.NobodyHere => "nobody is here to get it",
        RoomFailure.TooManyTexts => "1,000 texts or 4 MiB wait already for somebody to read them",
        RoomFailure.TooManyFiles => "4 files are under way already",
        RoomFailure.OutboxFull => "too much waits for the relay already",
        RoomFailure.HasLeft => "this member has left the room",
        RoomFailure.NoSuchFile => "there is no such file, or it is not complete",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
