using Locket.Cli.Errors;
using Locket.Client;
using Locket.Rooms;

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

    /// <param name="refusal">What the relay said; null where it said nothing.</param>
    /// <param name="invitation">Where it was looked for.</param>
    public static CommandException Refused(string? refusal, Invitation invitation) => new(
        ExitCode.Failure,
        refusal ?? "the relay refuses",
        invitation.Pin.IsEmpty && !invitation.Code.Equals(RoomCode.Classic)
            ? "the invitation of a host ends with #pin=...: was all of it copied?"
            : "check the invitation with whoever sent it, and --token-env for a private relay");

    /// <param name="attempt">Which attempt it was, from 1.</param>
    public static CommandException WrongPassword(int attempt) => new(
        ExitCode.NoSlotOpens,
        attempt >= ChatStay.MostAttempts
            ? "the other side has another password; that was the third attempt, and neither side takes more until /unlock is said on both"
            : "the other side has another password",
        "ask for the password again, another way than this one; if it was right, try again: "
            + "whoever has the invitation can claim that it was not");
}
