using Locket.Rooms.Entries;
using Locket.Rooms.Pairing;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>A relay, or whoever knows the address, that writes what it likes: nothing of it is counted, ends a run, or gives a session.</summary>
public class HostileEntryTests
{
    [Fact]
    public void Pairing_EveryFlippedBitOfEveryEntryBeforeTheRealOne_StillPairs()
    {
        using SimulatedRoom clean = new();
        clean.Join("a");
        clean.Join("b");
        clean.Settle();
        Random random = new(1);
        foreach (EntryType type in clean.Types().Distinct())
        {
            int length = clean.Log.First(body => body[0] == (byte)type).Length;
            for (int round = 0; round < 40; round++)
            {
                int bit = random.Next(length * 8);
                using SimulatedRoom room = new();
                DeskParty a = room.JoinAndSettle("a");
                DeskParty b = room.Join("b");
                while (a.Sessions.Count == 0 || b.Sessions.Count == 0)
                {
                    int before = room.Log.Count;
                    Forge(room, type, bit, a, b);
                    Forge(room, type, bit, b, a);
                    a.ReadAll();
                    b.ReadAll();
                    if (room.Log.Count == before && a.Outbox.Count + b.Outbox.Count == 0)
                    {
                        // What took the place of the real one costs at most the time of a run.
                        Assert.True(room.Now - DateTimeOffset.UnixEpoch < TimeSpan.FromDays(365 * 100), "stuck");
                        room.Wait(31);
                        a.Tick();
                        b.Tick();
                        if (a.Desk.NextDue is null && b.Desk.NextDue is null && a.Outbox.Count + b.Outbox.Count == 0)
                        {
                            break;
                        }
                    }
                }

                // Only a tag or share of a run can be taken for a guess; all else is as if it had not been.
                bool mayCost = (type == EntryType.Answer && bit >= 8 * (33 + 32)) || (type == EntryType.Start && bit >= 8);
                Assert.True(mayCost || (a.Sessions.Count == 1 && b.Sessions.Count == 1), $"{type} bit {bit}");
                Assert.True(mayCost || a.Desk.Attempts + b.Desk.Attempts == 0, $"{type} bit {bit}");
                Assert.Equal(a.Sessions.Count == 1, b.Sessions.Count == 1);
            }
        }
    }

    [Fact]
    public void Answer_OwnShareReflected_IsDroppedAndTheRealOneTaken()
    {
        using SimulatedRoom room = new();
        (DeskParty a, DeskParty b) = room.JoinUntil(EntryType.Start);
        Assert.True(EntryBody.TryRead(room.Log[^1], out EntryBody entry));
        Assert.True(StartBody.TryRead(entry, out StartBody start));
        byte[] negative = start.Share.ToArray();
        NegateY(negative);
        foreach (byte[] share in new[] { start.Share.ToArray(), negative, [4, .. new byte[64]] })
        {
            room.Append(new AnswerBody
            {
                From = b.Id,
                To = a.Id,
                Session = start.Session,
                Share = share,
                RatchetKey = start.IdentityKey,
                Tag = new byte[32],
            }.Write());
        }

        room.Settle();
        Assert.Equal(3, a.Events.Count(item => item is PairingEvent.Dropped { Reason: PairingRefusal.Point }));
        Assert.Equal(0, a.Desk.Attempts);
        Assert.Single(a.Sessions);
        Assert.Single(b.Sessions);
    }

    [Fact]
    public void Answer_WrongTagInAnothersName_IsCountedOnceAndEndsTheRun()
    {
        using SimulatedRoom room = new();
        (DeskParty a, DeskParty b) = room.JoinUntil(EntryType.Start);
        using Guesser relay = new(room, "relay");
        relay.Play(answersForOthers: true);
        room.Run(40);
        relay.Play(answersForOthers: true);
        Assert.Equal(1, relay.TestedAt(a));
        Assert.Equal(1, a.Desk.Attempts);
        Assert.Equal(1, b.CountOf<PairingEvent.RefusedByPeer>());
        Assert.Empty(a.Sessions);
        Assert.Empty(b.Sessions);
    }

    [Fact]
    public void Confirm_RightTagWithAnotherMessage_LeavesTheRunForTheRealOne()
    {
        using SimulatedRoom room = new();
        (DeskParty a, DeskParty b) = room.JoinUntil(EntryType.Answer);
        a.ReadAll();
        byte[] confirm = Assert.Single(a.Outbox);
        for (int i = EntryBody.HeadInBytes + 32; i < confirm.Length; i += 7)
        {
            byte[] changed = [.. confirm];
            changed[i] ^= 0x20;
            b.Read(changed, 1000 + i);
            Assert.Empty(b.Sessions);
            Assert.Contains(new PairingEvent.Dropped(PairingRefusal.Proof, a.Id, 1000 + i), b.Events);
        }

        a.Send();
        b.ReadAll();
        Assert.Single(b.Sessions);
        Assert.Equal(0, b.Desk.Attempts);
    }

    [Fact]
    public void Refuse_Forged_ChangesNothingButMakesRoom()
    {
        using SimulatedRoom room = new();
        (DeskParty a, DeskParty b) = room.JoinUntil(EntryType.Start);
        b.ReadAll();
        Assert.True(EntryBody.TryRead(room.Log[^1], out EntryBody entry));
        room.Append(new RefuseBody { From = a.Id, To = b.Id, Session = entry.Content[..32] }.Write());
        b.ReadAll();
        Assert.Equal(1, b.CountOf<PairingEvent.RefusedByPeer>());
        Assert.Equal(0, b.Desk.Attempts);
        room.Settle();
        Assert.Single(a.Sessions);
        Assert.Single(b.Sessions);
    }

    [Fact]
    public void Hello_UnderAnothersId_IsRefused()
    {
        using SimulatedRoom room = new();
        DeskParty a = room.JoinAndSettle("a");
        using SimulatedRoom other = new();
        DeskParty stranger = other.Join("stranger");
        stranger.Send();
        byte[] hello = other.Log[0];
        hello[5] ^= 1;
        room.Append(hello);
        room.Run(100);
        Assert.Equal(2, room.Log.Count);
        Assert.Contains(a.Events, item => item is PairingEvent.Dropped { Reason: PairingRefusal.Identity });
    }

    [Fact]
    public void Take_EverythingTwiceAndOutOfOrder_PairsOnce()
    {
        using SimulatedRoom room = new();
        DeskParty a = room.JoinAndSettle("a");
        DeskParty b = room.JoinAndSettle("b");
        for (int i = 0; i < room.Log.Count; i++)
        {
            a.Read(room.Log[^(i + 1)], 100 + i);
            b.Read(room.Log[^(i + 1)], 100 + i);
        }

        // A relay that gives an old hello a new place: the user may be asked, and nothing else happens.
        room.Run(100);
        Assert.Equal(5, room.Log.Count);
        Assert.Single(a.Sessions);
        Assert.Single(b.Sessions);
        Assert.Equal(0, a.Desk.Attempts + b.Desk.Attempts);
    }

    [Fact]
    public void Flood_HellosAndStarts_LeavesBoundedStateAndTheHonestOneComesIn()
    {
        using SimulatedRoom room = new();
        DeskParty a = room.JoinAndSettle("a");
        using Guesser flooder = new(room, "flood");
        flooder.SayHellos(300);
        room.Settle();
        using (Locket.Secrets.SecretBytes saved = a.Desk.Save())
        {
            Assert.InRange(saved.LengthInBytes, 1000, 80_000);
        }

        Assert.Equal(PairingLimits.MaxHellosInWindow, room.Types().Count(type => type == EntryType.Start));
        Assert.Equal(300 - 30 - 64, a.Events.Count(item => item is PairingEvent.Dropped { Reason: PairingRefusal.Flood }));

        // Whoever comes then is taken up first when the minute is over, and not behind the flood.
        DeskParty b = room.Join("b");
        room.Run(59);
        Assert.Empty(a.Sessions);
        room.Run(2);
        Assert.Contains(b.Id, a.Sessions.Keys);
    }

    [Fact]
    public void Flood_ThousandHellosBeforeAndAfterANewcomer_DisturbsNoSessionAndGivesNoTry()
    {
        using SimulatedRoom room = new();
        DeskParty[] paired = [room.Join("a"), room.Join("b")];
        room.Settle();
        using Guesser flooder = new(room, "flood");
        flooder.SayHellos(1_000);

        DeskParty newcomer = room.Join("c");
        room.Run(1);
        flooder.SayHellos(1_000);

        // Its first hello is lost among the second thousand; it says hello again, and the flood is over by then.
        room.Run(100);
        Assert.Equal(2, newcomer.Sessions.Count);
        Assert.All(paired, party => Assert.Equal(2, party.Sessions.Count));
        Assert.All(paired, party => Assert.Equal(0, party.Desk.Attempts));
        foreach (DeskParty party in paired)
        {
            Assert.InRange(room.Log.Count(body => body[0] == (byte)EntryType.Start && Sender(body) == party.Id), 60, 91);
            using Locket.Secrets.SecretBytes saved = party.Desk.Save();
            Assert.InRange(saved.LengthInBytes, 1_000, 80_000);
        }
    }

    [Fact]
    public void Start_BothStarted_TheEarlierInTheLogCounts()
    {
        using SimulatedRoom room = new();
        DeskParty a = room.Join("a");
        DeskParty b = room.Join("b");
        a.Send();
        b.Send();
        byte[] helloOfA = room.Log[0];
        byte[] helloOfB = room.Log[1];

        // Each is made to believe that its hello is the earlier one.
        a.Read(helloOfA, 1);
        a.Read(helloOfB, 2);
        b.Read(helloOfB, 1);
        b.Read(helloOfA, 2);
        a.CaughtUp();
        b.CaughtUp();
        a.Send();
        b.Send();
        a.Position = b.Position = 2;
        room.Run(100);
        Assert.Equal(2, room.Types().Count(type => type == EntryType.Start));
        Assert.Equal(1, room.Types().Count(type => type == EntryType.Answer));
        Assert.True(a.Sessions[b.Id].IsInitiator);
        Assert.False(b.Sessions[a.Id].IsInitiator);
        Assert.Equal(0, a.Desk.Attempts + b.Desk.Attempts);
    }

    private static MemberId Sender(byte[] body) => EntryBody.TryRead(body, out EntryBody entry) ? entry.From : default;

    private static void Forge(SimulatedRoom room, EntryType type, int bit, DeskParty from, DeskParty to)
    {
        from.Tick();
        byte[][] bodies = [.. from.Outbox];
        foreach (byte[] body in bodies.Where(body => body[0] == (byte)type))
        {
            byte[] changed = [.. body];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            room.Append(changed);
            to.ReadAll();
        }

        from.Send();
    }

    /// <summary>Turns a point into its negative: p less y.</summary>
    private static void NegateY(byte[] point)
    {
        var p = System.Numerics.BigInteger.Parse(
            "0ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            System.Globalization.NumberStyles.HexNumber,
            System.Globalization.CultureInfo.InvariantCulture);
        var y = new System.Numerics.BigInteger(point.AsSpan(33), isUnsigned: true, isBigEndian: true);
        byte[] negative = (p - y).ToByteArray(isUnsigned: true, isBigEndian: true);
        point.AsSpan(33).Clear();
        negative.CopyTo(point.AsSpan(65 - negative.Length));
    }
}
