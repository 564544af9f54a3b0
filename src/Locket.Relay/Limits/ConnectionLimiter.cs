using Locket.Wire;

namespace Locket.Relay.Limits;

/// <summary>Counts the connections that are open, in all and for each network address.</summary>
internal sealed class ConnectionLimiter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NetworkAddress, int> _open = [];
    private readonly RelayOptions _options;
    private int _all;

    public ConnectionLimiter(RelayOptions options) => _options = options;

    public FaultCode TryEnter(NetworkAddress address)
    {
        lock (_lock)
        {
            int open = _open.GetValueOrDefault(address);
            if (open >= _options.MaxConnectionsPerAddress)
            {
                return FaultCode.TooManyConnections;
            }

            if (_all >= _options.MaxConnections)
            {
                return FaultCode.RelayBusy;
            }

            _open[address] = open + 1;
            _all++;
            return FaultCode.None;
        }
    }

    public void Leave(NetworkAddress address)
    {
        lock (_lock)
        {
            _all--;
            int open = _open[address] - 1;
            if (open == 0)
            {
                _open.Remove(address);
            }
            else
            {
                _open[address] = open;
            }
        }
    }
}
