namespace Locket.Bench.Rooms;

/// <summary>Pairing of two members, both sides, from hello to the session with names told.</summary>
internal static class HandshakeRates
{
    private const int HandshakesInOneRound = 20;

    public static Pair Measure(int rounds)
    {
        List<SimulatedLog> logs = [];
        using Floor floor = new(paddedInBytes: 256, receivers: 1, bodyInBytes: 600);
        try
        {
            return Rounds.Compare(
                "handshake",
                rounds,
                HandshakesInOneRound,
                () => logs.ForEach(log => log.Join(2)),
                () =>
                {
                    for (int handshake = 0; handshake < HandshakesInOneRound; handshake++)
                    {
                        floor.Handshake();
                    }
                },
                between: () => Renew(logs));
        }
        finally
        {
            logs.ForEach(log => log.Dispose());
        }
    }

    /// <summary>The password is derived outside of the clock: it costs what Argon2id is told to cost.</summary>
    private static void Renew(List<SimulatedLog> logs)
    {
        if (logs.Count == 0)
        {
            logs.AddRange(Enumerable.Range(0, HandshakesInOneRound).Select(_ => new SimulatedLog(CipherSuite.Aes256)));
        }

        logs.ForEach(log => log.Empty());
    }
}
