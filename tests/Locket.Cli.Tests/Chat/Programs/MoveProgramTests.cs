using System.Text;
using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Locket.Client;
using Locket.Rooms;
using Locket.Wire;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>Going on in another room, with the published program and over a real network of this machine.</summary>
public sealed class MoveProgramTests : IDisposable
{
    private const string Secret = "secret-of-room-and-relay";

    private readonly CommandLineHarness _harness = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_JoinerOfAClassicRoomMoves_EverybodyCanFollow(bool keeps)
    {
        string[] hostKeeps = keeps ? ["--keep", "kept-host", "--keep-password-env", "KEEP"] : [];
        string[] bobKeeps = keeps ? ["--keep", "kept-bob", "--keep-password-env", "KEEP"] : [];
        using Talker alice = await Talker.StartAsync(
            _harness.Folder, "Alice", Secret, ["--host", "--listen", "127.0.0.1:0", "--classic-code", .. hostKeeps]);
        Uri address = new((await alice.WaitForAsync("invitation")).GetProperty("invitation").GetString()!);
        using Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", Secret, [$"{address.Host}:{address.Port}", .. bobKeeps]);
        await bob.WaitForAsync("joined");
        await alice.WaitForAsync("joined");
        bob.Type("/move");
        JsonElement offer = await alice.WaitForAsync("move-offered");
        Assert.Equal("this-relay", offer.GetProperty("kind").GetString());
        alice.Type("/join");
        JsonElement other = await alice.WaitForAsync("other-room");
        Assert.Equal(keeps ? "not-kept" : null, other.TryGetProperty("kind", out JsonElement kind) ? kind.GetString() : null);
        await alice.WaitForAsync("joined");
        bob.Type("here we are");
        await alice.WaitForAsync("message", "here we are");
        bob.EndInput();
        Assert.Equal(0, (await bob.EndAsync()).ExitCode);
        alice.EndInput();
        Assert.Equal(0, (await alice.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Chat_OfferLeadsToAForeignRelay_GetsNoTokenAndLeadsBack()
    {
        string[] token = ["--token-env", "PW"];
        using Talker alice = await Talker.StartAsync(_harness.Folder, "Alice", Secret, ["--host", "--listen", "127.0.0.1:0", .. token]);
        string text = (await alice.WaitForAsync("invitation")).GetProperty("invitation").GetString()!;
        using Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", Secret, [text, .. token]);
        await bob.WaitForAsync("joined");
        await alice.WaitForAsync("joined");
        Assert.True(Invitation.TryParse(text, out Invitation? invitation, out _));
        await using ForeignRelay foreign = new(clients: 2);
        Invitation elsewhere = invitation with
        {
            Port = foreign.Port,
            Pin = foreign.Pin,
            Code = RoomCode.Generate(),
        };
        await OfferAsync(invitation, elsewhere);

        Assert.Equal("other-relay", (await alice.WaitForAsync("move-offered")).GetProperty("kind").GetString());
        await bob.WaitForAsync("move-offered");
        bob.Type("/join Mallory");
        alice.Type("/join Mallory");
        await bob.WaitForAsync("room-before");
        await alice.WaitForAsync("room-before");
        Assert.DoesNotContain("authorization", await foreign.HeardAsync(), StringComparison.OrdinalIgnoreCase);

        await alice.WaitForAsync("joined");
        await bob.WaitForAsync("joined");
        bob.Type("still here");
        await alice.WaitForAsync("message", "still here");
    }

    [Fact]
    public async Task Chat_StrangerWantsARoomOfItsOwnAtTheHost_IsNotServedAndSeen()
    {
        using Talker alice = await Talker.StartAsync(_harness.Folder, "Alice", Secret, "--host", "--listen", "127.0.0.1:0", "--log", "security.log");
        string text = (await alice.WaitForAsync("invitation")).GetProperty("invitation").GetString()!;
        Assert.True(Invitation.TryParse(text, out Invitation? invitation, out _));
        using Password password = new("a room of one's own");
        using RoomKeys keys = RoomKeys.Derive(RoomCode.Generate(), password, invitation.Suite, TestContext.Current.CancellationToken);
        Room room = Room.Create(keys, new RoomOptions { Name = "Stranger" }, [], TimeProvider.System.GetUtcNow());
        RelayTarget target = new() { Host = invitation.Host, Port = invitation.Port, Pin = invitation.Pin };
        await using RoomClient stranger = RoomClient.Start(room, keys, target);
        await foreach (ClientEvent found in stranger.ReadEventsAsync(TestContext.Current.CancellationToken))
        {
            Assert.IsNotType<RelayConnected>(found);
            if (found is RelayLost lost)
            {
                Assert.Equal((FaultCode.RoomNotServed, true), (lost.Reason.Fault, lost.NextTry is not null));
                break;
            }
        }

        Assert.Equal(2108, (await alice.WaitForAsync("security-event")).GetProperty("id").GetInt32());
        string log = await File.ReadAllTextAsync(_harness.PathOf("security.log"), TestContext.Current.CancellationToken);
        Assert.Contains("\"id\":2108", log, StringComparison.Ordinal);
    }

    public void Dispose() => _harness.Dispose();

    /// <summary>A member of the room that wants its people elsewhere.</summary>
    private static async Task OfferAsync(Invitation here, Invitation elsewhere)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using Password password = Password.FromBytes(Encoding.UTF8.GetBytes(Secret));
        using RoomKeys keys = RoomKeys.Derive(here.Code, password, here.Suite, stop);
        Room room = Room.Create(keys, new RoomOptions { Name = "Mallory" }, [], TimeProvider.System.GetUtcNow());
        RelayTarget target = new() { Host = here.Host, Port = here.Port, Pin = here.Pin, Token = Secret };
        await using RoomClient mallory = RoomClient.Start(room, keys, target);
        await foreach (ClientEvent _ in mallory.ReadEventsAsync(stop))
        {
            MemberId[] paired = [.. mallory.Members.Where(member => member.IsPaired).Select(member => member.Id)];
            if (paired.Length == 2)
            {
                // Leaving waits until the relay has all.
                using Password there = new("password");
                await mallory.SendMoveAsync(paired, elsewhere.ToText(), there);
                return;
            }
        }
    }
}
