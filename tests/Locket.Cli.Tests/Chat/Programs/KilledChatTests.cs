using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary><c>kill -9</c> of the published program at any moment while it talks, and what is left afterwards.</summary>
public sealed class KilledChatTests : IDisposable
{
    private const int Kills = 30;

    private readonly CommandLineHarness _harness = new();

    [Fact]
    public async Task Kill_EitherJoinerAtRandomMoments_LosesNothingStoredAndShowsNothingTwice()
    {
        Random random = new(20);
        using Talker host = await HostAsync();
        string invitation = Invitation(host);
        using KilledSide bob = new(_harness.Folder, "Bob", invitation);
        using KilledSide carol = new(_harness.Folder, "Carol", invitation);
        await bob.StartAsync();
        await bob.Program.WaitForAsync("joined");
        await carol.StartAsync();
        await carol.Program.WaitForAsync("joined");
        await carol.Program.WaitForAsync("joined");

        // 1. Both type all the time, whoever is alive; one of them is killed in each round.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task typing = Task.WhenAll(bob.TypeAsync(stop.Token), carol.TypeAsync(stop.Token));
        for (int kill = 0; kill < Kills; kill++)
        {
            KilledSide victim = random.Next(2) == 0 ? bob : carol;
            if (random.Next(3) > 0)
            {
                await victim.Program.WaitForAsync("stored");
            }

            await Task.Delay(random.Next(700), TestContext.Current.CancellationToken);
            await victim.KillAsync();
            await victim.StartAsync();
        }

        await stop.CancelAsync();
        await typing;

        // 2. What each has typed last arrives, and they end in peace.
        bob.Program.Type("end of Bob");
        carol.Program.Type("end of Carol");
        await carol.Program.WaitForAsync("message", "end of Bob");
        await bob.Program.WaitForAsync("message", "end of Carol");
        await host.WaitForAsync("message", "end of Bob");
        Assert.Equal((0, 0), (await bob.EndAsync(), await carol.EndAsync()));

        // 3. Nothing is lost, doubled or out of order.
        await CheckAsync("Bob", bob, carol);
        await CheckAsync("Carol", carol, bob);
        foreach (KilledSide side in (KilledSide[])[bob, carol])
        {
            Assert.DoesNotContain(side.All("missing"), found => found.GetProperty("count").GetInt64() > 0);
            Assert.DoesNotContain(side.All("security-event"), found => found.GetProperty("kind").GetString() is not "clock-off");
        }
    }

    [Fact]
    public async Task Kill_TheHostWhileBothWrite_LosesNothingWithoutAWordAndShowsNothingTwice()
    {
        const int HostKills = 8;
        Random random = new(21);
        using KilledSide host = new(_harness.Folder, "Host", "--host", "--listen", "127.0.0.1:0");
        await host.StartAsync();
        await host.Program.WaitForAsync("invitation");
        string invitation = Invitation(host.Program);
        using KilledSide bob = new(_harness.Folder, "Bob", invitation);
        await bob.StartAsync();
        await bob.Program.WaitForAsync("joined");
        await host.Program.WaitForAsync("joined");

        // 1. Both type all the time. The relay dies with its host, whatever it held and whatever was on its way.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task typing = Task.WhenAll(host.TypeAsync(stop.Token), bob.TypeAsync(stop.Token));
        for (int kill = 0; kill < HostKills; kill++)
        {
            await bob.Program.WaitForAsync("stored");
            await Task.Delay(random.Next(900), TestContext.Current.CancellationToken);
            await host.KillAsync();
            await host.StartAsync();
            await bob.Program.WaitForAsync("log-begun-anew");
            await host.Program.WaitForAsync("log-begun-anew");
        }

        await stop.CancelAsync();
        await typing;

        // 2. What each has typed last arrives, and they end in peace.
        host.Program.Type("end of Host");
        bob.Program.Type("end of Bob");
        await bob.Program.WaitForAsync("message", "end of Host");
        await host.Program.WaitForAsync("message", "end of Bob");
        Assert.Equal((0, 0), (await bob.EndAsync(), await host.EndAsync()));

        // 3. What was stored is there, or is named as perhaps lost; nothing is doubled or out of order.
        foreach ((KilledSide from, KilledSide to, string sender) in ((KilledSide, KilledSide, string)[])[(bob, host, "Bob"), (host, bob, "Host")])
        {
            IReadOnlyList<int> kept = await to.ReadHistoryAsync(sender);
            Assert.True(from.Stored.Count > HostKills, $"only {from.Stored.Count} stored");
            Assert.Equal(to.Shown(sender).Distinct().Order(), to.Shown(sender));
            Assert.Equal(kept.Distinct().Order(), kept);
            Assert.Empty(from.Stored.Except(kept).Except(from.PerhapsLost));
        }
    }

    [Fact]
    public async Task Kill_TheHost_ComesBackWithTheSameInvitationAndAllGoOn()
    {
        const int Rounds = 3;
        Talker host = await HostAsync("--keep", "kept-host", "--keep-password-env", "KEEP");
        try
        {
            string invitation = Invitation(host);
            using Talker bob = await Talker.StartAsync(
                _harness.Folder, "Bob", "hello", invitation, "--keep", "kept-bob", "--keep-password-env", "KEEP");
            await bob.WaitForAsync("joined");
            await host.WaitForAsync("joined");
            for (int round = 0; round < Rounds; round++)
            {
                // 1. They talk.
                for (int i = 0; i < 4; i++)
                {
                    host.Type($"host {round} {i}");
                    await bob.WaitForAsync("message", $"host {round} {i}");
                    bob.Type($"bob {round} {i}");
                    await host.WaitForAsync("message", $"bob {round} {i}");
                }

                // 2. The host dies; what Bob writes meanwhile is kept.
                await host.KillAsync();
                host.Dispose();
                await bob.WaitForAsync("disconnected");
                bob.Type($"meanwhile {round}");

                // 3. It comes back as the same, and both are told that the relay has forgotten.
                host = await HostAsync("--keep", "kept-host", "--keep-password-env", "KEEP");
                Assert.Equal(invitation, Invitation(host));
                await host.WaitForAsync("log-begun-anew");
                await bob.WaitForAsync("log-begun-anew");
                await host.WaitForAnyTimeAsync("message", $"meanwhile {round}");
                Assert.DoesNotContain(host.All.Concat(bob.All), found => Name(found) is "left" or "wrong-password");
            }

            // 4. The invitation that was given out first still brings somebody new in.
            using Talker carol = await Talker.StartAsync(_harness.Folder, "Carol", "hello", invitation);
            await carol.WaitForAsync("joined");
            await carol.WaitForAsync("joined");
            host.Type("welcome");
            await carol.WaitForAsync("message", "welcome");
            await bob.WaitForAsync("message", "welcome");
            bob.EndInput();
            Assert.Equal(0, (await bob.EndAsync()).ExitCode);
            string[] heard = [.. bob.All.Where(found => Name(found) is "message").Select(found => found.GetProperty("text").GetString()!)];
            Assert.Equal(heard.Distinct(StringComparer.Ordinal).Count(), heard.Length);
            Assert.Equal((Rounds * 4) + 1, heard.Length);
        }
        finally
        {
            host.Dispose();
        }
    }

    public void Dispose() => _harness.Dispose();

    private static string Name(JsonElement found) => found.GetProperty("event").GetString()!;

    private static string Invitation(Talker host)
        => host.All.First(found => Name(found) is "invitation").GetProperty("invitation").GetString()!;

    private static async Task CheckAsync(string sender, KilledSide from, KilledSide to)
    {
        IReadOnlyList<int> stored = from.Stored;
        IReadOnlyList<int> shown = to.Shown(sender);
        IReadOnlyList<int> kept = await to.ReadHistoryAsync(sender);
        Assert.True(stored.Count > Kills && shown.Count > Kills, $"only {stored.Count} stored and {shown.Count} shown");
        Assert.Equal(shown.Distinct().Order(), shown);
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.Empty(stored.Except(kept));
        Assert.Empty(shown.Except(kept));

        // What was kept and not shown before a kill was shown afterwards, marked as such.
        Assert.Empty(kept.Except(shown).Except(to.Unseen(sender)));
    }

    private async Task<Talker> HostAsync(params string[] options)
    {
        Talker host = await Talker.StartAsync(_harness.Folder, "Host", "hello", ["--host", "--listen", "127.0.0.1:0", .. options]);
        await host.WaitForAsync("invitation");
        return host;
    }
}
