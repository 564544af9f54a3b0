using System.Net;

namespace Locket.Classic.Sockets;

/// <summary>Counts refusals by address, a minute at a time.</summary>
internal sealed class RefusalLedger
{
    /// <summary>Addresses remembered at once; beyond it nothing new is counted before the next minute.</summary>
    private const int MaxAddresses = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _counts = [];
    private readonly int _limit;
    private readonly TimeProvider _time;
    private long _begin;

    public RefusalLedger(int limit, TimeProvider time)
    {
        _limit = limit;
        _time = time;
        _begin = time.GetTimestamp();
    }

    public void Note(IPAddress address)
    {
        lock (_lock)
        {
            Turn();
            if (!IPAddress.IsLoopback(address) && (_counts.Count < MaxAddresses || _counts.ContainsKey(address)))
            {
                _counts[address] = _counts.GetValueOrDefault(address) + 1;
            }
        }
    }

    public bool IsBlocked(IPAddress address)
    {
        lock (_lock)
        {
            Turn();
            return _counts.GetValueOrDefault(address) >= _limit;
        }
    }

    private void Turn()
    {
        if (_time.GetElapsedTime(_begin) >= Window)
        {
            _counts.Clear();
            _begin = _time.GetTimestamp();
        }
    }
}
