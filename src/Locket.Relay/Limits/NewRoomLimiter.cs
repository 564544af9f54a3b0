namespace Locket.Relay.Limits;

/// <summary>
/// Counts the rooms that each network address has made in the current hour. Bounded: an hour's table is dropped at its end.
/// </summary>
internal sealed class NewRoomLimiter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NetworkAddress, int> _made = [];
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private long _hour;

    public NewRoomLimiter(RelayOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Whether this address may make a room now. Give back what did not become one.</summary>
    public bool TryTake(NetworkAddress address, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            long hour = now.Ticks / TimeSpan.TicksPerHour;
            if (hour != _hour)
            {
                _made.Clear();
                _hour = hour;
            }

            int made = _made.GetValueOrDefault(address);
            bool isTaken = made < _options.NewRoomsPerAddressAndHour;
            retryAfter = isTaken ? TimeSpan.Zero : TimeSpan.FromTicks(((hour + 1) * TimeSpan.TicksPerHour) - now.Ticks);
            if (isTaken)
            {
                _made[address] = made + 1;
            }

            return isTaken;
        }
    }

    public void GiveBack(NetworkAddress address)
    {
        lock (_lock)
        {
            // Of an hour that is over there is nothing to give back to.
            if (_made.TryGetValue(address, out int made) && made > 0)
            {
                _made[address] = made - 1;
            }
        }
    }
}
