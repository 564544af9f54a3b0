using Locket.Cli.Errors;
using Locket.Client;

namespace Locket.Cli.Chat;

/// <summary>The rows of the error table for rooms. Apart from it, so that other commands never load them.</summary>
internal static class ChatErrors
{
    public static CommandException Explain(RoomFolderException failure, string folder)
    {
        (ExitCode code, string hint) = failure.Failure switch
        {
            RoomFolderFailure.InUse => (ExitCode.Failure, "end the other program, or use another folder"),
            RoomFolderFailure.NotARoomFolder => (ExitCode.OutputExists, "name a folder that does not exist yet, or one that keeps a room"),
            RoomFolderFailure.WrongPassword => (ExitCode.NoSlotOpens, "this is the folder's own password, not the room's"),
            RoomFolderFailure.OtherRoom => (ExitCode.Usage, "use another folder for each room"),
            _ => (ExitCode.Damaged, "restore the folder from a backup, or join anew with another folder"),
        };
        return new CommandException(code, failure.Message, hint, folder);
    }

    /// <summary>A room that ended by itself: what it must keep cannot be kept, so nothing more was sent or shown.</summary>
    /// <param name="failure">What it gave up with; anything but a failure of the disk comes back as it is, a fault of this program.</param>
    /// <param name="folder">Where it was kept; null where only attempts at the password are.</param>
    public static Exception Explain(Exception failure, string? folder) => failure switch
    {
        RoomFolderException kept when folder is not null => Explain(kept, folder),
        IOException or UnauthorizedAccessException or LocketException => new CommandException(
            ExitCode.DiskFull,
            $"{ErrorTable.Explain(failure).Message}: nothing more can be kept, so the conversation ends here",
            "everything that was shown or sent is kept; free some space or bring the folder back, then start again",
            folder),
        _ => failure,
    };
}
