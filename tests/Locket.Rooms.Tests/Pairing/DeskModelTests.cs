using System.Globalization;
using Locket.Rooms.Pairing;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>Random schedules of members that come, go away, come back, restart, read late, mistype, and read things twice.</summary>
public class DeskModelTests
{
    [Fact]
    public void Pairing_RandomSchedules_EndWithEveryoneWhoCanBePaired()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Run(seed);
        }
    }

    private static void Run(int seed)
    {
        Random random = new(seed);
        using SimulatedRoom room = new(seed % 2 == 0 ? CipherSuite.Aes256 : CipherSuite.Aes128);
        List<DeskParty> parties = [];
        for (int step = 0; step < 120; step++)
        {
            DeskParty? party = parties.Count == 0 ? null : parties[random.Next(parties.Count)];
            switch (random.Next(10))
            {
                case 0 when parties.Count < 5:
                    parties.Add(room.Join(string.Create(CultureInfo.InvariantCulture, $"{seed} {parties.Count}")));
                    break;
                case 1 when party is not null:
                    party.IsAway = !party.IsAway;
                    break;
                case 2:
                    party?.Restart();
                    break;
                case 3:
                    room.Wait(random.Next(4));
                    break;
                case 4:
                    party?.Tick();
                    break;
                case 5 when party is { IsAway: false, Position: > 0 }:
                    // A copy with the place it had.
                    int place = random.Next(party.Position);
                    party.Read(room.Log[place], place + 1);
                    break;
                case 6 or 7:
                    party?.ReadAll();
                    break;
                default:
                    party?.Send();
                    break;
            }

            foreach (DeskParty each in parties)
            {
                Assert.InRange(each.Desk.Attempts, 0, 3);
                Assert.True(each.Desk.NextDue is not { } due || due > DateTimeOffset.UnixEpoch);
            }
        }

        // Everyone comes back, and whoever is locked by others' silence is let go on.
        for (int round = 0; round < 6; round++)
        {
            foreach (DeskParty party in parties)
            {
                party.IsAway = false;
                if (party.Desk.IsLocked)
                {
                    party.Do(desk => desk.Unlock(room.Now));
                }
            }

            room.Run(60);
        }

        foreach (DeskParty one in parties)
        {
            foreach (DeskParty other in parties.Where(other => other != one))
            {
                Assert.True(one.Sessions.ContainsKey(other.Id), $"seed {seed}: {one.Name} has no session with {other.Name}");
                Assert.Equal(one.Sessions[other.Id].PhraseKey.Span, other.Sessions[one.Id].PhraseKey.Span);
                Assert.NotEqual(one.Sessions[other.Id].IsInitiator, other.Sessions[one.Id].IsInitiator);
            }

            Assert.Equal(0, one.CountOf<PairingEvent.PairAgainAsked>());
            Assert.DoesNotContain(one.Events, item => item is PairingEvent.AttemptCounted { Side: AttemptSide.Answer });
        }
    }
}
