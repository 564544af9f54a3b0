using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>Whoever guesses has three tries at a member, in whatever order they come and whatever happens in between.</summary>
public class GuessLimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Guessing_AnswersToManyHellos_GetThreeTries(bool restarts)
    {
        using SimulatedRoom room = new();
        DeskParty member = room.JoinAndSettle("member", restarts);
        using Guesser guesser = new(room, "guesser");
        DateTimeOffset start = room.Now;
        guesser.SayHellos(12);
        guesser.PlayFor(40);

        Assert.Equal(3, guesser.Tested);
        Assert.False(guesser.Succeeded);
        Assert.True(member.Desk.IsLocked);
        Assert.Equal([1, 2, 3], Counts(member, AttemptSide.Answer));
        Assert.Equal(1, member.CountOf<PairingEvent.Locked>());
        Assert.Null(member.Desk.NextDue);

        // No more, for ever.
        guesser.SayHello();
        room.Run(100_000);
        guesser.Play();
        room.Run(100);
        Assert.Equal(3, guesser.Tested);
        Assert.True(room.Now - start > TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Guessing_Starts_GetThreeTries(bool restarts)
    {
        using SimulatedRoom room = new();
        DeskParty member = room.JoinAndSettle("member", restarts);
        using Guesser guesser = new(room, "guesser");
        guesser.StartMany(member, 12);
        room.Run(0);
        guesser.Play();
        Assert.Equal(1, guesser.Tested);
        guesser.PlayFor(200);

        Assert.Equal(3, guesser.Tested);
        Assert.True(member.Desk.IsLocked);
        Assert.Equal([1, 2, 3], Counts(member, AttemptSide.Silence));
        Assert.Null(member.Desk.NextDue);
    }

    [Fact]
    public void Guessing_StartsToOnePaired_GetThreeTriesAtOnce()
    {
        using SimulatedRoom room = new();
        DeskParty member = room.Join("member");
        room.Join("friend");
        room.Settle();
        using Guesser guesser = new(room, "guesser");
        guesser.StartMany(member, 12);
        room.Settle();
        guesser.Play();
        Assert.Equal(3, guesser.Tested);
        Assert.False(member.Desk.IsLocked);
        room.Run(100);
        guesser.Play();
        Assert.Equal(3, guesser.Tested);
        Assert.True(member.Desk.IsLocked);
    }

    [Fact]
    public void Guessing_OneNonceUnderManyIds_IsAnsweredOnce()
    {
        using SimulatedRoom room = new();
        DeskParty member = room.JoinAndSettle("member");
        using Guesser guesser = new(room, "guesser");
        guesser.StartMany(member, 5, reusedNonce: new byte[16]);
        room.Run(200);
        guesser.Play();
        Assert.Equal(1, guesser.Tested);
        Assert.Equal(4, member.Events.Count(item => item is PairingEvent.Dropped { Reason: PairingRefusal.Replayed }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Guessing_OneNonceAgainAfterAFlood_GetsNoTryThatIsNotCounted(bool isAnsweredInBetween)
    {
        using SimulatedRoom room = new();
        DeskParty member = room.JoinAndSettle("member");
        using Guesser guesser = new(room, "guesser");
        Identity identity = guesser.Fresh();
        for (int i = 0; i < 8; i++)
        {
            guesser.StartWith(member, reusedNonce: new byte[16], identity);
            room.Run(isAnsweredInBetween ? 100 : 0);
            guesser.Play();
            guesser.Flood(member, PairingLimits.MaxRemembered + 100);
            room.Run(0);
        }

        guesser.PlayFor(200);

        Assert.Equal(member.Events.OfType<PairingEvent.AttemptCounted>().Count(), member.Desk.Attempts);
        Assert.Equal(3, member.Desk.Attempts);
        Assert.True(member.Desk.IsLocked);
        Assert.InRange(guesser.Tested, 1, 3);
        Assert.False(guesser.Succeeded);
    }

    [Fact]
    public void Guessing_BothRolesByTurns_GetsThreeTries()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            using SimulatedRoom room = new();
            DeskParty member = room.Join($"member {seed}");
            if (random.Next(2) == 0)
            {
                room.Join($"friend {seed}");
            }

            room.Settle();
            bool isPaired = member.Sessions.Count > 0;
            Guesser[] guessers = [new(room, $"x{seed}"), new(room, $"y{seed}"), new(room, $"z{seed}")];
            for (int step = 0; step < 60; step++)
            {
                Guesser guesser = guessers[random.Next(guessers.Length)];
                switch (random.Next(7))
                {
                    case 0:
                        guesser.SayHello();
                        break;
                    case 1:
                    case 2:
                        guesser.StartWith(member);
                        break;
                    case 3:
                        member.Restart();
                        break;
                    case 4:
                        room.Run(random.Next(15));
                        break;
                    default:
                        room.Settle();
                        break;
                }

                Array.ForEach(guessers, item => item.Play());
                Assert.InRange(guessers.Sum(item => item.TestedAt(member)), 0, 3);
            }

            room.Run(300);
            Array.ForEach(guessers, item => item.Play());
            room.Run(300);
            Array.ForEach(guessers, item => item.Play());
            Assert.Equal(isPaired, member.Sessions.Count > 0);
            Assert.True(member.Desk.IsLocked, $"seed {seed}");
            Assert.DoesNotContain(guessers, item => item.Succeeded);
            Assert.Equal(3, guessers.Sum(item => item.TestedAt(member)));
            Array.ForEach(guessers, item => item.Dispose());
        }
    }

    [Fact]
    public void Guessing_ProgramKilledAfterEveryAnswer_GetsThreeTries()
    {
        using SimulatedRoom room = new();
        using Guesser guesser = new(room, "guesser");
        byte[]? attempts = null;
        for (int life = 0; life < 10; life++)
        {
            DeskParty member = room.Join($"life {life}", savedAttempts: attempts);
            room.Settle();
            guesser.StartWith(member);
            room.Run(10);
            guesser.Play();

            // What a program keeps before it sends is all that a killed one has.
            attempts = member.Desk.SaveAttempts();
            room.Leave(member);
        }

        Assert.Equal(3, guesser.Tested);
    }

    [Fact]
    public void Delays_AfterOneAndTwoAttempts_AreTwoAndEightSeconds()
    {
        using SimulatedRoom room = new();
        DeskParty member = room.JoinAndSettle("member");
        using Guesser guesser = new(room, "guesser");
        guesser.SayHellos(3);
        room.Settle();
        guesser.Play();
        room.Settle();
        List<double> times = [];
        DateTimeOffset start = room.Now;
        while (member.Desk.NextDue is { } due)
        {
            room.Wait((due - room.Now).TotalSeconds);
            member.Tick();
            times.Add((room.Now - start).TotalSeconds);
        }

        Assert.Equal([2, 10], times);
        Assert.True(member.Desk.IsLocked);
    }

    [Fact]
    public void WrongPassword_OneTypo_CostsOneAttemptOnEachSideAndIsShown()
    {
        using SimulatedRoom room = new();
        DeskParty right = room.JoinAndSettle("right");
        DeskParty wrong = room.Join("wrong", "helo");
        room.Settle();
        Assert.Equal([1], Counts(right, AttemptSide.Answer));
        Assert.Equal(1, wrong.CountOf<PairingEvent.RefusedByPeer>());
        room.Run(31);
        Assert.Equal([1], Counts(wrong, AttemptSide.Silence));
        Assert.Equal(Id(right), Id(wrong));
        Assert.Empty(right.Sessions);
        Assert.Empty(wrong.Sessions);

        // The next try, as somebody new, is right.
        byte[] kept = wrong.Desk.SaveAttempts();
        room.Leave(wrong);
        DeskParty again = room.Join("again", "hello", kept);
        Assert.Equal(1, again.Desk.Attempts);
        room.Run(10);
        Assert.Single(right.Sessions);
        Assert.Single(again.Sessions);
        Assert.Equal(1, right.Desk.Attempts);
    }

    [Fact]
    public void Unlock_AfterThreeAttempts_LetsWhoWaitsIn()
    {
        using SimulatedRoom room = new();
        DeskParty member = room.JoinAndSettle("member");
        for (int i = 0; i < 3; i++)
        {
            DeskParty wrong = room.Join($"wrong {i}", "helo");
            room.Run(10);
            room.Leave(wrong);
        }

        Assert.True(member.Desk.IsLocked);
        DeskParty friend = room.Join("friend");
        room.Run(60);
        Assert.DoesNotContain(friend.Id, member.Sessions.Keys);
        member.Restart();
        member.Do(desk => desk.Unlock(room.Now));
        Assert.Equal(0, member.Desk.Attempts);
        Assert.Equal(1, member.CountOf<PairingEvent.Unlocked>());
        room.Run(60);
        Assert.Contains(friend.Id, member.Sessions.Keys);
    }

    [Fact]
    public void Confirm_LateAndLocked_TakesItsAttemptBack()
    {
        using SimulatedRoom room = new();
        (DeskParty a, DeskParty b) = room.JoinUntil(EntryType.Answer);
        a.ReadAll();

        // A's confirm is on its way for a minute, and others tell of two attempts.
        AttemptId[] told = [AttemptId.FromBytes([.. new byte[15], 1]), AttemptId.FromBytes([.. new byte[15], 2])];
        room.Wait(60);
        b.Tick();
        b.Do(desk => desk.TakeAttempts(told, room.Now));
        Assert.True(b.Desk.IsLocked);
        a.Send();
        b.ReadAll();
        Assert.Single(b.Sessions);
        Assert.Equal(2, b.Desk.Attempts);
        Assert.Contains(new PairingEvent.AttemptGivenBack(a.Id, 2), b.Events);
        Assert.Equal(1, b.CountOf<PairingEvent.Unlocked>());
    }

    [Fact]
    public void TakeAttempts_EachOnce_LocksAtThree()
    {
        using SimulatedRoom room = new();
        DeskParty member = room.Join("member");
        AttemptId[] ids = [.. Enumerable.Range(1, 40).Select(i => AttemptId.FromBytes([.. new byte[15], (byte)i]))];
        member.Do(desk => desk.TakeAttempts(ids.AsSpan(0, 1), room.Now));
        member.Do(desk => desk.TakeAttempts([ids[0], ids[0]], room.Now));
        Assert.Equal(1, member.Desk.Attempts);
        member.Do(desk => desk.TakeAttempts(ids, room.Now));
        Assert.Equal(3, member.Desk.Attempts);
        Assert.True(member.Desk.IsLocked);
        Assert.Equal(40, member.CountOf<PairingEvent.AttemptCounted>());
        Assert.Equal(1, member.CountOf<PairingEvent.Locked>());
        Assert.Equal(1 + 8 + 1 + (3 * 16), member.Desk.SaveAttempts().Length);
    }

    private static IEnumerable<int> Counts(DeskParty party, AttemptSide side)
        => party.Events.OfType<PairingEvent.AttemptCounted>().Where(item => item.Side == side).Select(item => item.Count);

    private static AttemptId Id(DeskParty party) => party.Events.OfType<PairingEvent.AttemptCounted>().Single().Id;
}
