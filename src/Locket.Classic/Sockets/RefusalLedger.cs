using System.Net;

namespace Locket.Classic.Sockets;

/// <summary>Counts refusals by network, a minute at a time.</summary>
internal sealed class RefusalLedger
{
    /// <summary>Networks remembered at once; a further one takes the place of one with the fewest refusals.</summary>
    public const int MaxNetworks = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Entry> _entries = [];
    private readonly int _limit;
    private readonly TimeProvider _time;
    private List<EndedBlock> _ended = [];
    private long _begin;

    public RefusalLedger(int limit, TimeProvider time)
    {
        _limit = limit;
        _time = time;
        _begin = time.GetTimestamp();
    }

    public void Note(IPAddress address)
    {
        if (PeerNetwork.IsThisMachine(address))
        {
            return;
        }

        IPAddress network = PeerNetwork.Of(address);
        lock (_lock)
        {
            Turn();
            if (!_entries.TryGetValue(network, out Entry entry) && _entries.Count >= MaxNetworks)
            {
                Forget(_entries.MinBy(other => other.Value.Refusals));
            }

            _entries[network] = entry with { Refusals = entry.Refusals + 1 };
        }
    }

    public bool IsBlocked(IPAddress address)
    {
        lock (_lock)
        {
            Turn();
            return Find(address).Refusals >= _limit;
        }
    }

    /// <summary>Counts a connection of a blocked network.</summary>
    /// <returns>How many there were, with this one, since it is blocked; 0 where it is not.</returns>
    public int TurnAway(IPAddress address)
    {
        lock (_lock)
        {
            Turn();
            Entry entry = Find(address);
            if (entry.Refusals < _limit)
            {
                return 0;
            }

            entry = entry with { TurnedAway = entry.TurnedAway + 1 };
            _entries[PeerNetwork.Of(address)] = entry;
            return entry.TurnedAway;
        }
    }

    /// <summary>The blocks that turned somebody away and ended since the last call.</summary>
    public IReadOnlyList<EndedBlock> TakeEnded()
    {
        lock (_lock)
        {
            Turn();
            List<EndedBlock> ended = _ended;
            _ended = [];
            return ended;
        }
    }

    /// <summary>The same, with all blocks that are still there, which end now.</summary>
    public IReadOnlyList<EndedBlock> TakeAll()
    {
        lock (_lock)
        {
            ForgetAll();
        }

        return TakeEnded();
    }

    private Entry Find(IPAddress address) => _entries.GetValueOrDefault(PeerNetwork.Of(address));

    private void Turn()
    {
        if (_time.GetElapsedTime(_begin) >= Window)
        {
            ForgetAll();
            _begin = _time.GetTimestamp();
        }
    }

    private void ForgetAll()
    {
        foreach (KeyValuePair<IPAddress, Entry> entry in _entries.ToList())
        {
            Forget(entry);
        }
    }

    private void Forget(KeyValuePair<IPAddress, Entry> entry)
    {
        _entries.Remove(entry.Key);
        if (entry.Value.TurnedAway > 0)
        {
            _ended.Add(new EndedBlock(entry.Key, entry.Value.TurnedAway));
        }
    }

    private readonly record struct Entry(int Refusals, int TurnedAway);
}
