using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>Three people and <c>/move</c>: how somebody is removed from a conversation.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly CommandLineHarness _harness = new();

    [Fact]
    public async Task Move_WithEveryone_AllThreeGoOnInTheOtherRoom()
    {
        (Talker alice, Talker bob, Talker carol) = await MeetAsync();
        using (alice)
        using (bob)
        using (carol)
        {
            alice.Type("/move");
            await alice.WaitForAsync("other-room");
            foreach (Talker other in (Talker[])[bob, carol])
            {
                await other.WaitForAsync("move-offered");
                other.Type("/join");
                await other.WaitForAsync("other-room");
            }

            foreach (Talker talker in (Talker[])[alice, bob, carol])
            {
                await talker.WaitForAsync("joined");
                await talker.WaitForAsync("joined");
            }

            bob.Type("here we are");
            await alice.WaitForAsync("message", "here we are");
            await carol.WaitForAsync("message", "here we are");
            foreach (Talker talker in (Talker[])[bob, carol, alice])
            {
                // The host last: its relay takes the others' goodbyes.
                talker.EndInput();
                Assert.Equal(0, (await talker.EndAsync()).ExitCode);
            }
        }
    }

    [Fact]
    public async Task Move_WithOne_LeavesTheThirdBehind()
    {
        (Talker alice, Talker bob, Talker carol) = await MeetAsync();
        using (alice)
        using (bob)
        using (carol)
        {
            alice.Type("/move Bob");
            await bob.WaitForAsync("move-offered");
            bob.Type("/join");
            await bob.WaitForAsync("joined");
            bob.Type("just us");
            await alice.WaitForAsync("message", "just us");

            // She sees both leave, and neither where to nor what is said there; what she says reaches nobody.
            await carol.WaitForAsync("left");
            await carol.WaitForAsync("left");
            carol.Type("where are you?");
            await carol.WaitForAsync("queued");
            Assert.DoesNotContain(carol.All, found => Name(found) is "move-offered" || IsText(found, "just us"));
            alice.Type("the end");
            await bob.WaitForAsync("message", "the end");
            Assert.DoesNotContain(bob.All, found => IsText(found, "where are you?"));
        }
    }

    public void Dispose() => _harness.Dispose();

    private static string Name(JsonElement found) => found.GetProperty("event").GetString()!;

    private static bool IsText(JsonElement found, string text)
        => Name(found) is "message" && string.Equals(found.GetProperty("text").GetString(), text, StringComparison.Ordinal);

    private async Task<(Talker Alice, Talker Bob, Talker Carol)> MeetAsync()
    {
        Talker alice = await Talker.StartAsync(_harness.Folder, "Alice", "hello", "--host", "--listen", "127.0.0.1:0");
        string invitation = (await alice.WaitForAsync("invitation")).GetProperty("invitation").GetString()!;
        Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", "hello", invitation);
        Talker carol = await Talker.StartAsync(_harness.Folder, "Carol", "hello", invitation);
        foreach (Talker talker in (Talker[])[alice, bob, carol])
        {
            await talker.WaitForAsync("joined");
            await talker.WaitForAsync("joined");
        }

        // Names are known with the first message of each; /move goes by name.
        bob.Type("hi");
        await alice.WaitForAsync("message", "hi");
        await carol.WaitForAsync("message", "hi");
        return (alice, bob, carol);
    }
}
