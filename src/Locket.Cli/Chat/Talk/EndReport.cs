using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Talk;

/// <summary>Tells a program that reads the events that there are no more, and why, however the conversation ended.</summary>
internal static class EndReport
{
    /// <param name="run">Where it is told.</param>
    /// <param name="code">The exit status; for an end by a signal the conversation's own, not the signal's.</param>
    /// <param name="why">What happened; null where the conversation ended as it was meant to.</param>
    public static void Tell(CommandRun run, ExitCode code, string? why)
    {
        ChatEventJson found = new()
        {
            Event = "ended",
            Time = run.Console.Time.GetUtcNow(),
            Kind = code == ExitCode.Success ? null : ErrorTable.ReasonOf(code),
            Detail = why,
        };
        run.Console.OutputText.WriteLine(ChatJson.Line(found));
    }
}
