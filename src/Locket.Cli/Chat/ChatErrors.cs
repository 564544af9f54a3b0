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
}
