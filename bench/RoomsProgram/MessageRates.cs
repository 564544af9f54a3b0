using Locket.Rooms;

namespace Locket.Bench.Rooms;

/// <summary>Sealing and opening messages, without network: a sender posts, a reader takes.</summary>
internal static class MessageRates
{
    /// <summary>Below the number after which a session asks for a turn.</summary>
    private const int MessagesInOneDirection = 40;

    private const int BodyPrefixInBytes = 33 + 1;
    private const int WrapInBytes = 225;
    private const int ContentFrameInBytes = 24 + 32;
    private const int TagInBytes = 16;
    private const int ChunkInBytes = 16_384;

    public static IEnumerable<Pair> Measure(int rounds)
    {
        foreach (int members in (int[])[2, 32])
        {
            using SimulatedLog log = new(CipherSuite.Aes256);
            log.Join(members);
            foreach ((int text, int padded) in ((int, int)[])[(64, 256), (4096, 16_384)])
            {
                using Floor floor = new(padded, members - 1, BodyInBytes(padded, members - 1));
                string what = $"{members} members, {text} B";
                yield return Sealing(log, floor, text, rounds, what);
                yield return Opening(log, floor, text, rounds, what);
                if (members == 2)
                {
                    yield return Alternating(log, floor, text, rounds, what);
                }
            }
        }
    }

    private static int BodyInBytes(int padded, int receivers)
        => BodyPrefixInBytes + (WrapInBytes * receivers) + ContentFrameInBytes + padded + (TagInBytes * ((padded / ChunkInBytes) + 1));

    private static Pair Sealing(SimulatedLog log, Floor floor, int length, int rounds, string what)
    {
        Room sender = log.Rooms[0];
        string text = new('x', length);
        return Rounds.Compare(
            $"seal, {what}",
            rounds,
            MessagesInOneDirection,
            () => Post(log, sender, text),
            () => Repeat(floor.Seal),
            between: () => TurnAround(log));
    }

    private static Pair Opening(SimulatedLog log, Floor floor, int length, int rounds, string what)
    {
        Room sender = log.Rooms[0];
        Room reader = log.Rooms[1];
        string text = new('x', length);
        long from = 0;
        return Rounds.Compare(
            $"open, {what}",
            rounds,
            MessagesInOneDirection,
            () =>
            {
                for (long seq = from; seq < from + MessagesInOneDirection; seq++)
                {
                    reader.Receive(log.EntryAt(seq), log.Now);
                }

                SimulatedLog.DropEvents(reader);
                log.CountAsTaken(reader);
            },
            () =>
            {
                // The first of them brings the sender's answer to the turn-around.
                floor.Turn();
                Repeat(floor.Open);
            },
            between: () =>
            {
                TurnAround(log);
                from = log.Head + 1;
                Post(log, sender, text);
            });
    }

    /// <summary>Each message answers the one before: keys are renewed with every message, on both sides.</summary>
    private static Pair Alternating(SimulatedLog log, Floor floor, int length, int rounds, string what)
    {
        Room first = log.Rooms[0];
        Room second = log.Rooms[1];
        string text = new('x', length);
        return Rounds.Compare(
            $"seal and open in turns, {what}",
            rounds,
            MessagesInOneDirection,
            () =>
            {
                for (int message = 0; message < MessagesInOneDirection; message += 2)
                {
                    Exchange(log, first, second, text);
                    Exchange(log, second, first, text);
                }
            },
            () => Repeat(() =>
            {
                floor.Seal();
                floor.Turn();
                floor.Open();
            }),
            between: log.Settle);
    }

    private static void Exchange(SimulatedLog log, Room from, Room to, string text)
    {
        _ = from.SendText(text, log.Now);
        _ = log.TakeOne(from);
        to.Receive(log.EntryAt(log.Head), log.Now);
        from.Receive(log.EntryAt(log.Head), log.Now);
        SimulatedLog.DropEvents(from);
        SimulatedLog.DropEvents(to);
        log.CountAsTaken(from);
        log.CountAsTaken(to);
    }

    private static void Post(SimulatedLog log, Room sender, string text)
    {
        for (int message = 0; message < MessagesInOneDirection; message++)
        {
            _ = sender.SendText(text, log.Now);
            _ = log.TakeOne(sender);
        }

        SimulatedLog.DropEvents(sender);
    }

    /// <summary>Everyone else says something, so that the sender may go on for another round.</summary>
    private static void TurnAround(SimulatedLog log)
    {
        log.Settle();
        foreach (Room other in log.Rooms.Skip(1))
        {
            _ = other.SendText("go on", log.Now);
            log.Settle();
        }
    }

    private static void Repeat(Action act)
    {
        for (int message = 0; message < MessagesInOneDirection; message++)
        {
            act();
        }
    }
}
