using Locket.Rooms.Entries;
using Locket.Rooms.Pairing;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

public class SavedDeskTests
{
    [Fact]
    public void TryRestore_EveryOtherLength_IsRefused()
    {
        using SimulatedRoom room = new();
        foreach (DeskParty party in Busy(room))
        {
            using SecretBytes saved = party.Desk.Save();
            byte[] bytes = saved.Span.ToArray();
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.False(PairingDesk.TryRestore(bytes.AsSpan(0, length), party.Context, room.Now, out PairingDesk? none));
                Assert.Null(none);
            }

            Assert.False(PairingDesk.TryRestore([.. bytes, 0], party.Context, room.Now, out _));
        }
    }

    [Fact]
    public void TryRestore_EveryChangedByte_IsRefusedOrADeskThatWorks()
    {
        using SimulatedRoom room = new();
        foreach (DeskParty party in Busy(room))
        {
            using SecretBytes saved = party.Desk.Save();
            int refused = 0;
            for (int i = 0; i < saved.LengthInBytes; i++)
            {
                byte[] changed = saved.Span.ToArray();
                changed[i] ^= (byte)(1 + (i % 255));
                if (PairingDesk.TryRestore(changed, party.Context, room.Now, out PairingDesk? desk))
                {
                    desk.CaughtUp(isLogNew: false, room.Now);
                    desk.Tick(room.Now.AddHours(1));
                    desk.Dispose();
                }
                else
                {
                    refused++;
                }
            }

            Assert.InRange(refused, 20, saved.LengthInBytes);
            byte[] later = saved.Span.ToArray();
            later[0]++;
            Assert.False(PairingDesk.TryRestore(later, party.Context, room.Now, out _));
        }
    }

    [Fact]
    public void Save_BodiesNotTaken_Throws()
    {
        using SimulatedRoom room = new();
        DeskParty party = room.Join("a");
        using PairingDesk desk = PairingDesk.Create(party.Context, [], room.Now);
        Assert.Throws<InvalidOperationException>(desk.Save);
        Assert.True(desk.TryTakeBody(out _));
        desk.Save().Dispose();
    }

    [Fact]
    public void Create_AttemptsThatWereNeverSaved_IsLocked()
    {
        using SimulatedRoom room = new();
        DeskParty party = room.Join("a");
        party.Do(desk => desk.TakeAttempts([AttemptId.FromBytes([.. new byte[15], 9])], room.Now));
        byte[] saved = party.Desk.SaveAttempts();
        Assert.Equal(26, saved.Length);
        for (int length = 0; length <= saved.Length; length++)
        {
            using PairingDesk desk = PairingDesk.Create(party.Context, saved.AsSpan(0, length), room.Now);
            Assert.Equal(length is 0 ? 0 : length == saved.Length ? 1 : 3, desk.Attempts);
        }

        foreach (byte[] bad in new byte[][] { [.. saved, 0], [2, .. saved[1..]], [1, 0xff, .. saved[2..]], [1] })
        {
            using PairingDesk desk = PairingDesk.Create(party.Context, bad, room.Now);
            Assert.True(desk.IsLocked);
            desk.Unlock(room.Now);
            Assert.False(desk.IsLocked);
        }
    }

    [Fact]
    public void Create_AttemptOfAClockThatWasAhead_WaitsNoLongerThanTheDelay()
    {
        using SimulatedRoom room = new();
        DeskParty ahead = room.Join("a");
        ahead.Do(desk => desk.TakeAttempts([AttemptId.FromBytes([.. new byte[15], 9])], room.Now.AddYears(10)));
        byte[] saved = ahead.Desk.SaveAttempts();
        room.Leave(ahead);
        DeskParty party = room.Join("b", savedAttempts: saved);
        room.Settle();
        room.Join("c");
        room.Run(3);
        Assert.Single(party.Sessions);
    }

    [Fact]
    public void SaveAttempts_WithARunUnderWay_HoldsNoSecretAndCountsTheOpenOne()
    {
        using SimulatedRoom room = new();
        DeskParty b = Busy(room)[1];
        byte[] attempts = b.Desk.SaveAttempts();
        Assert.Equal(1 + 8 + 1 + 16, attempts.Length);
        Assert.Equal(0, b.Desk.Attempts);
        using PairingDesk restarted = PairingDesk.Create(b.Context, attempts, room.Now);
        Assert.Equal(1, restarted.Attempts);
    }

    [Fact]
    public void ToString_WhateverHoldsSecrets_ShowsNone()
    {
        using SimulatedRoom room = new();
        List<DeskParty> parties = Busy(room);
        DeskParty a = parties[0];
        List<object> objects = [a.Desk, a.Context, a.Context.Keys, a.Identity];
        room.Run(5);
        objects.AddRange(a.Events);
        objects.AddRange(a.Sessions.Values);
        Assert.Contains(objects, item => item is PairingEvent.Paired);
        List<string> secrets = [Convert.ToHexStringLower(a.Context.Keys.PasswordSecret), Convert.ToHexStringLower(a.Context.Keys.Address)];
        using SecretBytes scalar = a.Identity.Save();
        secrets.Add(Convert.ToHexStringLower(scalar.Span));
        secrets.AddRange(a.Sessions.Values.Select(session => Convert.ToHexStringLower(session.PhraseKey.Span)));
        foreach (string text in objects.Select(item => item.ToString()!))
        {
            Assert.All(secrets, secret => Assert.DoesNotContain(secret[..8], text, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 4, 200);
        }
    }

    /// <summary>A has started and holds an answer back, B has answered; C waits, and both have heard of attempts.</summary>
    private static List<DeskParty> Busy(SimulatedRoom room)
    {
        DeskParty a = room.JoinAndSettle("a");
        DeskParty b = room.Join("b");
        DeskParty c = room.Join("c");
        b.Send();
        a.ReadAll();
        a.Send();
        c.Send();
        b.ReadAll();
        b.Send();
        a.Do(desk => desk.TakeAttempts([AttemptId.FromBytes([.. new byte[15], 9])], room.Now));
        a.ReadAll();
        b.ReadAll();
        Assert.Contains(EntryType.Answer, room.Types());
        Assert.Empty(a.Sessions);
        return [a, b];
    }
}
