using System.Globalization;
using Locket.Cli.Commands;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Talk;

/// <summary>
/// Says, after a conversation, what of it nobody got: on the error output whatever <c>--quiet</c> says, and with JSON each text.
/// </summary>
internal static class UnsentReport
{
    /// <param name="run">Where it is said.</param>
    /// <param name="isJson">Whether each text is an event, too.</param>
    /// <param name="own">The texts.</param>
    /// <param name="isKept">Whether they are sent when the conversation goes on.</param>
    /// <returns>Whether something is lost.</returns>
    public static bool Tell(CommandRun run, bool isJson, Backlog own, bool isKept)
    {
        int waiting = own.Waiting.Count;
        int unconfirmed = own.Unconfirmed.Count;
        if (isKept)
        {
            if (waiting + unconfirmed > 0)
            {
                run.Reporter.Note($"{Messages(waiting + unconfirmed)} kept, to be sent when you come back");
            }

            return false;
        }

        if (isJson)
        {
            Write(run, own.Waiting, kind: null);
            Write(run, own.Unconfirmed, kind: "unconfirmed");
        }

        if (waiting > 0)
        {
            string them = waiting == 1 ? "it" : "them";
            run.Console.Error.WriteLine($"locket: {Messages(waiting)} never sent: nobody was there to get {them}");
        }

        if (unconfirmed > 0)
        {
            run.Console.Error.WriteLine($"locket: {Messages(unconfirmed)} not confirmed by the relay and may be lost");
        }

        return waiting + unconfirmed > 0;
    }

    private static void Write(CommandRun run, IReadOnlyDictionary<long, string> texts, string? kind)
    {
        foreach ((long local, string text) in texts)
        {
            ChatEventJson found = new()
            {
                Event = "unsent",
                Time = run.Console.Time.GetUtcNow(),
                Local = local,
                Text = text,
                Kind = kind,
            };
            run.Console.OutputText.WriteLine(ChatJson.Line(found));
        }
    }

    private static string Messages(int count)
        => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "message was" : "messages were")}");
}
