using System.Text;
using Locket.Rooms.Ratchet;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>Random schedules: a relay that loses, copies, reorders, delays and damages, and sides that restart or go back.</summary>
public class RatchetModelTests
{
    private const int ShortSchedules = 2500;
    private const int LongSchedules = 12;
    private const int RollbackSchedules = 1000;

    [Fact]
    public void TryOpen_ShortSchedules_DoesWhatTheNumbersSay()
    {
        var seen = new HashSet<OpenFailure>();
        for (int seed = 0; seed < ShortSchedules; seed++)
        {
            Run(seed, new Random(seed).Next(20, 80), seen);
        }

        Assert.Subset(seen, new HashSet<OpenFailure> { OpenFailure.None, OpenFailure.Replayed });
    }

    [Fact]
    public void TryOpen_LongSchedules_DoesWhatTheNumbersSay()
    {
        var seen = new HashSet<OpenFailure>();
        for (int seed = 0; seed < LongSchedules; seed++)
        {
            Run(-1 - seed, 8000, seen);
        }

        Assert.Subset(seen, new HashSet<OpenFailure> { OpenFailure.None, OpenFailure.Damaged, OpenFailure.Replayed, OpenFailure.TooOld });
    }

    [Fact]
    public void TryOpen_SidesThatGoBack_StayWithinWhatWasSent()
    {
        for (int seed = 0; seed < RollbackSchedules; seed++)
        {
            RunWithRollbacks(seed);
        }
    }

    private static void Run(int seed, int steps, HashSet<OpenFailure> seen)
    {
        var random = new Random(seed);
        using RatchetPair pair = new(seed % 2 == 0 ? CipherSuite.Aes256 : CipherSuite.Aes128);
        ModelSide[] sides = [new("A", pair.A), new("B", pair.B)];
        int[] weights = DrawWeights(random);
        for (int step = 0; step < steps; step++)
        {
            // Each schedule has a side that talks more, so that long chains occur.
            int sender = random.Next(100) < weights[^1] ? 0 : 1;
            Step(Draw(weights.AsSpan(..^1), random), sides[sender], sides[1 - sender], random);
        }

        // At last the relay gives out all that it did not lose, in any order.
        foreach (ModelSide side in sides)
        {
            while (side.OnTheWay.Count > 0)
            {
                side.Deliver(Take(side.OnTheWay, random));
            }

            // Within the limits everything opens: only what is more than 8 chains, or very many messages, old may be refused.
            Assert.All(side.Refused, refused => Assert.True(
                refused.Message.Epoch + 8 < side.NewestEpoch || side.Arrived.Count > 1000,
                $"seed {seed}: {refused.Message} was refused: {refused.Reason}"));
            side.Arrived.ForEach(side.Deliver);
            seen.UnionWith(side.Outcomes);
            side.Session.Dispose();
        }
    }

    private static void Step(int what, ModelSide from, ModelSide to, Random random)
    {
        switch (what)
        {
            case 0 when from.Session.CanSeal:
                to.OnTheWay.Add(from.Log.Seal(from.Session, random));
                break;
            case 1 when to.OnTheWay.Count > 0:
                to.Deliver(to.OnTheWay[0]);
                to.OnTheWay.RemoveAt(0);
                break;
            case 2 when to.OnTheWay.Count > 0:
                to.Deliver(Take(to.OnTheWay, random));
                break;
            case 3 when to.OnTheWay.Count > 0:
                Take(to.OnTheWay, random);
                break;
            case 4 when to.Arrived.Count > 0:
                to.Deliver(to.Arrived[random.Next(to.Arrived.Count)]);
                break;
            case 5 when to.OnTheWay.Count > 0:
                to.DeliverDamaged(to.OnTheWay[random.Next(to.OnTheWay.Count)], random);
                break;
            case 6:
                to.Restart();
                break;
            default:
                break;
        }
    }

    private static void RunWithRollbacks(int seed)
    {
        var random = new Random(seed);
        using RatchetPair pair = new();
        ModelSide goesBack = new("A", pair.A);
        ModelSide stays = new("B", pair.B);
        if (seed % 2 == 1)
        {
            (goesBack, stays) = (new("B", pair.B), new("A", pair.A));
        }

        List<byte[]> backups = [RatchetPair.SavedBytes(goesBack.Session)];
        Dictionary<string, string> sent = new(StringComparer.Ordinal);
        HashSet<string> salts = new(StringComparer.Ordinal);
        List<byte[]>[] network = [[], []];
        HashSet<string> opened = new(StringComparer.Ordinal);
        for (int step = 0; step < 60; step++)
        {
            bool isRollbackSide = random.Next(2) == 0;
            ModelSide side = isRollbackSide ? goesBack : stays;
            List<byte[]> inbox = network[isRollbackSide ? 0 : 1];
            switch (random.Next(8))
            {
                case <= 2 when side.Session.CanSeal:
                    SentMessage message = side.Log.Seal(side.Session, random);
                    sent.Add(Convert.ToHexString(message.Bytes), message.Text);
                    Assert.True(salts.Add(Convert.ToHexString(message.Bytes, 0, SaltedCipher.SaltInBytes)));
                    Assert.True(salts.Add(Convert.ToHexString(message.Bytes, RatchetHeader.EncryptedInBytes, SaltedCipher.SaltInBytes)));
                    network[isRollbackSide ? 1 : 0].Add(message.Bytes);
                    break;
                case <= 5 when inbox.Count > 0:
                    byte[] bytes = inbox[random.Next(inbox.Count)];
                    byte[] before = RatchetPair.SavedBytes(side.Session);
                    if (side.Session.TryOpen(bytes, RatchetPair.Data, RatchetPair.Start, out SecretBytes? plaintext, out _))
                    {
                        Assert.Equal(sent[Convert.ToHexString(bytes)], Encoding.UTF8.GetString(plaintext.Span));
                        plaintext.Dispose();
                        Assert.True(isRollbackSide || opened.Add(Convert.ToHexString(bytes)), "a message opened twice");
                    }
                    else
                    {
                        Assert.Equal(before, RatchetPair.SavedBytes(side.Session));
                    }

                    break;
                case 6:
                    backups.Add(RatchetPair.SavedBytes(goesBack.Session));
                    break;
                case 7:
                    goesBack.GoBackTo(backups[random.Next(backups.Count)]);
                    break;
                default:
                    break;
            }
        }

        goesBack.Session.Dispose();
    }

    /// <summary>
    /// Send, deliver in order, deliver out of order, lose, copy, damage, restart; then the share of A's turns to send in percent.
    /// </summary>
    private static int[] DrawWeights(Random random)
        => [30, random.Next(30), random.Next(30), random.Next(6), random.Next(8), random.Next(4), random.Next(4), random.Next(1, 100)];

    private static int Draw(ReadOnlySpan<int> weights, Random random)
    {
        int sum = 0;
        foreach (int weight in weights)
        {
            sum += weight;
        }

        int drawn = random.Next(sum);
        int index = 0;
        while (drawn >= weights[index])
        {
            drawn -= weights[index++];
        }

        return index;
    }

    private static SentMessage Take(List<SentMessage> messages, Random random)
    {
        int index = random.Next(messages.Count);
        SentMessage message = messages[index];
        messages.RemoveAt(index);
        return message;
    }
}
