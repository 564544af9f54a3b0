using System.Globalization;
using Locket.Client.Keeping;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Client.Tests.TestSupport;

/// <summary>
/// A process that talks and keeps its room, to be killed. It says on standard output what it promised: <c>ack</c> for a text that is taken,
/// <c>new</c> for one that it shows as new, <c>old</c> for the history when it begins. A line ends with a semicolon, or it was cut off.
/// </summary>
internal static class Talker
{
    public const string Name = "talker";

    public static readonly PasswordKdf Kdf = new Argon2idParameters { MemoryInKiB = 8, Passes = 1, Lanes = 1 };

    public static Password Password => new("keep");

    /// <param name="arguments">Port, pin, room number, folder.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        RelayTarget target = new()
        {
            Host = "127.0.0.1",
            Port = int.Parse(arguments[0], CultureInfo.InvariantCulture),
            Pin = Convert.FromHexString(arguments[1]),
        };
        RoomAddress address = RunningRelay.Room(int.Parse(arguments[2], CultureInfo.InvariantCulture));
        using Password password = Password;
        using RoomFolder folder = RoomFolder.Open(arguments[3], password, Kdf);
        int next = 0;
        foreach (HistoryItem item in folder.ReadHistory())
        {
            Say(item.Kind == HistoryKind.TextSent ? "mine" : "old", item.Text);
            next += item.Kind == HistoryKind.TextSent ? 1 : 0;
        }

        FakeEngine room = folder.ReadRoom(address) is { } saved ? FakeEngine.Restore(address, saved.Span) : new FakeEngine(address);
        await using RoomClient client =
            new(room, address, target, [new FolderKeeper(folder, address)], TimeProvider.System, Person.ShortWait);
        Task reading = ReadAsync(client);
        while (!reading.IsCompleted)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"talker {next++}");
            await client.SendTextAsync(text);
            Say("ack", text);
            if (next % 5 == 0)
            {
                await client.FlushAsync();
            }
        }

        await reading;
        return 0;
    }

    private static async Task ReadAsync(RoomClient client)
    {
        await foreach (ClientEvent happened in client.ReadEventsAsync())
        {
            if (happened is RoomHappened { Event: TextReceived heard })
            {
                Say("new", heard.Text);
            }
        }
    }

    private static void Say(string what, string text)
    {
        lock (Kdf)
        {
            Console.Out.Write($"{what} {text};\n");
            Console.Out.Flush();
        }
    }
}
