namespace Locket.Rooms;

/// <summary>Why a room does not do what it was asked for.</summary>
public enum RoomFailure
{
    /// <summary>Nobody is paired who could get it.</summary>
    NobodyHere,

    /// <summary>
    /// 1,000 texts or 4 MiB wait already for somebody to read them. After the next <see cref="TextSent"/> there is room again.
    /// </summary>
    TooManyTexts,

    /// <summary>4 files of ours are under way.</summary>
    TooManyFiles,

    /// <summary>Too much waits for the relay.</summary>
    OutboxFull,

    /// <summary>This member has left the room.</summary>
    HasLeft,

    /// <summary>There is no such received file, or it is not complete.</summary>
    NoSuchFile,
}
