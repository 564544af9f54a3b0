namespace Locket.Passwords;

/// <summary>Hands out segments so that none begins before all of the slice before are finished (RFC 9106, section 3.4).</summary>
/// <remarks>Workers take the next lane when they are free, so lanes need not be a multiple of the workers.</remarks>
internal sealed class Argon2Schedule(uint passes, uint lanes, CancellationToken cancellationToken)
{
    private readonly object _gate = new();
    private uint _pass;
    private uint _slice;
    private uint _nextLane;
    private uint _finishedLanes;
    private bool _stopped;

    /// <summary>Waits for a segment that may be filled; null when there are no more.</summary>
    public Argon2Segment? Take()
    {
        lock (_gate)
        {
            while (!_stopped && _nextLane == lanes)
            {
                Monitor.Wait(_gate);
            }

            return _stopped ? null : new Argon2Segment(_pass, _slice, _nextLane++);
        }
    }

    /// <summary>Tells that a segment that was taken is filled.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (++_finishedLanes < lanes)
            {
                return;
            }

            _finishedLanes = 0;
            _nextLane = 0;
            _slice = (_slice + 1) % Argon2Geometry.Slices;
            _pass += _slice == 0 ? 1u : 0;
            _stopped |= _pass == passes || cancellationToken.IsCancellationRequested;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the work early: no further segment is handed out.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }
}
