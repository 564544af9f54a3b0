namespace Locket.Relay.Limits;

/// <summary>A connection's appends: a burst, refilled at a steady rate. Used by one connection's reading side alone.</summary>
internal sealed class AppendBudget
{
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private double _left;
    private long _seen;
    private int _refused;

    public AppendBudget(RelayOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _left = options.AppendBurst;
        _seen = time.GetTimestamp();
    }

    /// <summary>Whether another append may come; otherwise when.</summary>
    /// <param name="retryAfter">The wait until one may come.</param>
    /// <param name="isFlood">Set where so many came after a refusal that the connection should end.</param>
    public bool TryTake(out TimeSpan retryAfter, out bool isFlood)
    {
        long now = _time.GetTimestamp();
        _left = Math.Min(_options.AppendBurst, _left + (_time.GetElapsedTime(_seen, now).TotalSeconds * _options.AppendsPerSecond));
        _seen = now;
        isFlood = false;
        retryAfter = TimeSpan.Zero;
        if (_left >= 1)
        {
            _left--;
            _refused = 0;
            return true;
        }

        retryAfter = TimeSpan.FromSeconds((1 - _left) / _options.AppendsPerSecond);
        isFlood = ++_refused > _options.MaxRefusedAppends;
        return false;
    }
}
