namespace Locket.Rooms.Pairing;

/// <summary>What a desk gives out, in order.</summary>
internal sealed class PairingOutput
{
    public Queue<byte[]> Bodies { get; } = [];

    public Queue<PairingEvent> Events { get; } = [];

    /// <summary>Gets how many sessions have not been taken, which the room does not count yet.</summary>
    public int UntakenSessions => Events.Count(IsPairing);

    /// <summary>Whether a session with this member waits to be taken.</summary>
    public bool HasSessionWith(MemberId member)
        => Events.Any(item => item is PairingEvent.Paired paired && paired.Session.Member == member);

    public void Drop(PairingRefusal reason, MemberId member, long seq) => Events.Enqueue(new PairingEvent.Dropped(reason, member, seq));

    /// <summary>Destroys the sessions that nobody took.</summary>
    public void Clear()
    {
        foreach (PairingEvent item in Events)
        {
            (item as PairingEvent.Paired)?.Session.Dispose();
        }

        Events.Clear();
        Bodies.Clear();
    }

    private static bool IsPairing(PairingEvent item) => item is PairingEvent.Paired;
}
