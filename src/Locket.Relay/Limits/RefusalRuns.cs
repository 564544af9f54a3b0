using Locket.Wire;

namespace Locket.Relay.Limits;

/// <summary>
/// Tells the first of a run of the same refusals from the others: whoever floods the relay must not flood its log. A run ends when none
/// came for a while; what succeeds in between does not end it, or a client just above its rate would begin one with each append. Used by
/// one connection's reading side alone.
/// </summary>
internal sealed class RefusalRuns
{
    /// <summary>How long a refusal must not have come. A waiting client tries again after at most a second or so.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Dictionary<FaultCode, long> _last = [];

    public RefusalRuns(TimeProvider time) => _time = time;

    /// <summary>Notes a refusal; true where it begins a run.</summary>
    public bool IsFirst(FaultCode fault)
    {
        long now = _time.GetTimestamp();
        bool isFirst = !_last.TryGetValue(fault, out long last) || _time.GetElapsedTime(last, now) >= Quiet;
        _last[fault] = now;
        return isFirst;
    }
}
