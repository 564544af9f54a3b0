using System.Globalization;
using Locket.Rooms.Entries;
using Locket.Rooms.Pairing;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>Desks that do what they should, over a log that loses nothing.</summary>
public class PairingDeskTests
{
    [Theory]
    [InlineData(CipherSuite.Aes256, false)]
    [InlineData(CipherSuite.Aes128, false)]
    [InlineData(CipherSuite.Aes256, true)]
    public void Pairing_TwoWithThePassword_GetOneSession(CipherSuite suite, bool restarts)
    {
        using SimulatedRoom room = new(suite);
        DeskParty first = room.JoinAndSettle("first", restarts);
        DeskParty second = room.JoinAndSettle("second", restarts);

        // Whose hello is earlier starts.
        Assert.Equal([EntryType.Hello, EntryType.Hello, EntryType.Start, EntryType.Answer, EntryType.Confirm], room.Types());
        PairedSession a = first.Sessions[second.Id];
        PairedSession b = second.Sessions[first.Id];
        Assert.True(a.IsInitiator);
        Assert.False(b.IsInitiator);
        Assert.Equal(second.Identity.PublicKey, a.IdentityKey.Span);
        Assert.Equal(first.Identity.PublicKey, b.IdentityKey.Span);
        Assert.Equal(a.PhraseKey.Span, b.PhraseKey.Span);
        Talk(a, b, room.Now);
        Talk(b, a, room.Now);
        Assert.Equal(0, first.Desk.Attempts + second.Desk.Attempts);

        room.Run(600);
        Assert.Equal(5, room.Log.Count);
        Assert.Null(first.Desk.NextDue);
        Assert.Null(second.Desk.NextDue);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(12, false)]
    [InlineData(6, true)]
    public void Pairing_ManyAtOnce_AllMeetAll(int count, bool restarts)
    {
        using SimulatedRoom room = new();
        List<DeskParty> parties = [];
        for (int i = 0; i < count; i++)
        {
            parties.Add(room.Join(i.ToString(CultureInfo.InvariantCulture)));
            parties[^1].Restarts = restarts;
        }

        room.Run(5);
        foreach (DeskParty party in parties)
        {
            Assert.Equal(count - 1, party.Sessions.Count);
            Assert.Equal(0, party.CountOf<PairingEvent.AttemptCounted>());
            foreach (DeskParty other in parties.Where(other => other != party))
            {
                Assert.Equal(other.Sessions[party.Id].PhraseKey.Span, party.Sessions[other.Id].PhraseKey.Span);
            }
        }
    }

    [Fact]
    public void Pairing_SameInput_GivesTheSameBytes()
    {
        byte[][] Play()
        {
            using SimulatedRoom room = new();
            room.Join("a");
            room.Join("b");
            room.Join("c", "wrong");
            room.Run(100);
            return [.. room.Log];
        }

        Assert.Equal(Play(), Play());
    }

    [Fact]
    public void Pairing_RestartedAtEveryStep_GivesTheSameBytes()
    {
        byte[][] Play(bool restarts)
        {
            using SimulatedRoom room = new();
            foreach (string name in new[] { "a", "b", "c" })
            {
                room.Join(name).Restarts = restarts;
            }

            room.Join("d", "wrong").Restarts = restarts;
            room.Run(300);
            return [.. room.Log];
        }

        Assert.Equal(Play(false), Play(true));
    }

    [Fact]
    public void Pairing_OneWithoutAnEarlierSession_WaitsForTheFirstBeforeTheSecond()
    {
        using SimulatedRoom room = new();
        DeskParty[] first = [room.Join("a"), room.Join("b"), room.Join("c")];
        room.Run(5);
        Array.ForEach(first, party => party.IsAway = true);
        DeskParty joiner = room.Join("d");
        joiner.Send();
        Array.ForEach(first, party => party.IsAway = false);
        foreach (DeskParty party in first)
        {
            party.ReadAll();
            party.Send();
        }

        joiner.ReadAll();
        joiner.Send();
        Assert.Single(room.Types().Skip(room.Log.Count - 1), EntryType.Answer);
        Assert.Equal(EntryType.Start, room.Types().ElementAt(room.Log.Count - 2));
        room.Settle();
        Assert.Equal(3, joiner.Sessions.Count);
    }

    [Fact]
    public void Hello_NobodyStarts_IsSaidAgainThreeTimes()
    {
        using SimulatedRoom room = new();
        DeskParty gone = room.Join("gone");
        gone.Send();
        gone.IsAway = true;
        DeskParty here = room.Join("here");
        DateTimeOffset start = room.Now;
        room.Settle();
        List<double> times = [];
        while (here.Desk.NextDue is { } due)
        {
            room.Wait((due - room.Now).TotalSeconds);
            int before = room.Log.Count;
            here.Tick();
            here.Send();
            Assert.Equal(before + 1, room.Log.Count);
            times.Add((room.Now - start).TotalSeconds);
            room.Settle();
        }

        Assert.Equal([30, 90, 210], times);
        Assert.All(room.Types(), type => Assert.Equal(EntryType.Hello, type));
        Assert.Equal(room.Log.Count, room.Log.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());

        // Whoever comes back starts for the newest one, and takes the start of no one else.
        gone.IsAway = false;
        room.Run(60);
        Assert.Single(gone.Sessions);
        Assert.Single(here.Sessions);
    }

    [Fact]
    public void Hello_AloneInTheRoom_IsNotRepeated()
    {
        using SimulatedRoom room = new();
        DeskParty alone = room.Join("alone");
        room.Run(1000);
        Assert.Single(room.Log);
        Assert.Null(alone.Desk.NextDue);
    }

    [Fact]
    public void Hello_OfAnotherVersionOrSuite_IsShownAndNotAnswered()
    {
        using SimulatedRoom room = new();
        DeskParty party = room.JoinAndSettle("a");
        using SimulatedRoom other = new(CipherSuite.Aes128);
        DeskParty stranger = other.Join("b");
        stranger.Send();
        byte[] hello = other.Log[0];
        room.Append(hello);
        byte[] later = [.. hello];
        later[EntryBody.HeadInBytes] = 2;
        room.Append(later);
        room.Run(100);
        Assert.Equal(3, room.Log.Count);
        Assert.Contains(new PairingEvent.OtherSuite(stranger.Id, 2), party.Events);
        Assert.Contains(new PairingEvent.OtherVersion(stranger.Id, 2), party.Events);
    }

    [Fact]
    public void Hello_OfSomebodyPaired_WaitsForConsent()
    {
        using SimulatedRoom room = new();
        DeskParty first = room.Join("first");
        DeskParty second = room.JoinAndSettle("second");
        byte[] phrase = first.Sessions[second.Id].PhraseKey.Span.ToArray();

        // One side has lost its session, and its hello asks the other side.
        second.EndSession(first.Id);
        second.Do(desk => desk.AllowPairAgain(first.Id, room.Now));
        room.Run(100);
        Assert.Empty(second.Sessions);
        Assert.Equal(1, first.CountOf<PairingEvent.PairAgainAsked>());
        Assert.Equal(EntryType.Hello, room.Types().Last());

        // The old session stands until the new one does.
        first.Restart();
        Assert.Single(first.Sessions);
        first.Do(desk => desk.AllowPairAgain(second.Id, room.Now));
        room.Settle();
        Assert.Equal(first.Sessions[second.Id].PhraseKey.Span, second.Sessions[first.Id].PhraseKey.Span);
        Assert.NotEqual(phrase, first.Sessions[second.Id].PhraseKey.Span.ToArray());
        Assert.Null(first.Desk.NextDue);
    }

    [Fact]
    public void Hello_OfSomebodyAnswered_StartsNoOtherRun()
    {
        using SimulatedRoom room = new();
        (DeskParty a, DeskParty b) = room.JoinUntil(EntryType.Answer);

        // A says hello again before it has read the answer.
        a.CaughtUp(isLogNew: true);
        a.Send();
        Assert.Equal(EntryType.Hello, room.Types().Last());
        b.ReadAll();
        room.Run(100);
        Assert.Single(room.Types(), type => type == EntryType.Start);
        Assert.Single(a.Sessions);
        Assert.Single(b.Sessions);
        Assert.Equal(0, a.CountOf<PairingEvent.PairAgainAsked>() + b.CountOf<PairingEvent.PairAgainAsked>());
    }

    [Fact]
    public void CaughtUp_LogBeganAnewWithARunUnderWay_SaysHelloAgain()
    {
        using SimulatedRoom room = new();
        (DeskParty first, DeskParty second) = room.JoinUntil(EntryType.Start);
        second.ReadAll();
        Assert.Single(second.Outbox);

        // The answer is stored and then lost with all that came before it.
        second.Outbox.Clear();
        second.CaughtUp(isLogNew: true);
        room.Settle();
        Assert.Equal(2, room.Types().Count(type => type == EntryType.Start));

        // Somebody may have seen the answer, so it takes its time and its place as any other.
        room.Run(35);
        Assert.Single(first.Sessions);
        Assert.Single(second.Sessions);
        Assert.Equal(1, second.Desk.Attempts);
    }

    [Fact]
    public void Pairing_RoomWithItsMembers_TakesNoMore()
    {
        using SimulatedRoom room = new();
        List<DeskParty> parties = [];
        for (int i = 0; i < 33; i++)
        {
            parties.Add(room.Join(i.ToString(CultureInfo.InvariantCulture)));
        }

        room.Run(70);
        Assert.All(parties, party => Assert.InRange(party.Sessions.Count, 1, PairingLimits.MaxPaired));
        Assert.Contains(parties, party => party.Sessions.Count == PairingLimits.MaxPaired);
        Assert.Contains(
            parties.SelectMany(party => party.Events), item => item is PairingEvent.Dropped { Reason: PairingRefusal.RoomFull });
    }

    private static void Talk(PairedSession from, PairedSession to, DateTimeOffset now)
    {
        byte[] message = from.Ratchet.Seal("a word"u8, "bound"u8);
        Assert.True(to.Ratchet.TryOpen(message, "bound"u8, now, out SecretBytes? text, out _));
        Assert.Equal("a word"u8, text.Span);
        text.Dispose();
    }
}
