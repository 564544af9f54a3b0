using Locket.Rooms;

namespace Locket.Cli.Errors;

/// <summary>The rows of the error table for what a room refuses. Apart from it, so that other commands never load them.</summary>
internal static class RoomErrors
{
    /// <returns>Null where the failure is no room's.</returns>
    public static Problem? Explain(Exception exception) => exception is RoomException room ? Row(room) : null;

    private static Problem Row(RoomException failure)
    {
        (string reason, string hint) = failure.Failure switch
        {
            RoomFailure.NobodyHere => ("nobody-here", "wait until somebody joins"),
            RoomFailure.TooManyTexts => ("too-many-texts", "wait until somebody reads them"),
            RoomFailure.TooManyFiles => ("too-many-files", "wait until one of them is sent"),
            RoomFailure.OutboxFull => ("outbox-full", "wait until the relay has taken some of it"),
            RoomFailure.HasLeft => ("has-left", "join again"),
            RoomFailure.NoSuchFile => ("no-such-file", "its number stands in the line that tells of it"),
            _ => throw new InvalidOperationException($"no row for {failure.Failure}"),
        };
        return new(ExitCode.Failure, reason, failure.Message, hint);
    }
}
