namespace Locket.Client.Loop;

/// <summary>
/// How fast a client sends of its own accord: as relays allow by default (docs/protocol.md, "Constants"), with a margin in the burst for
/// what the network pushes together. Who is just too fast would otherwise be refused again and again, and stand in the relay's log for it.
/// </summary>
internal sealed class AppendPace
{
    /// <summary>What may go out at once after a rest, in seconds of the steady rate; relays take 4.</summary>
    public const int BurstInSeconds = 3;

    private readonly int _perSecond;
    private readonly TimeProvider _time;
    private double _left;
    private long _seen;

    public AppendPace(int perSecond, TimeProvider time)
    {
        _perSecond = perSecond;
        _time = time;
        _left = Burst;
        _seen = time.GetTimestamp();
    }

    private double Burst => (double)_perSecond * BurstInSeconds;

    /// <summary>Takes the next append; otherwise says how long it must wait.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        long now = _time.GetTimestamp();
        _left = Math.Min(Burst, _left + (_time.GetElapsedTime(_seen, now).TotalSeconds * _perSecond));
        _seen = now;
        bool isTaken = _left >= 1;
        wait = isTaken ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _left) / _perSecond);
        _left -= isTaken ? 1 : 0;
        return isTaken;
    }
}
