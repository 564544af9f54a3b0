namespace Locket.Passwords;

/// <summary>Hands out segments so that none begins before all of the slice before are finished (RFC 9106, section 3.4).</summary>
/// <remarks>Workers take the next lane when they are free, so lanes need not be a multiple of the workers.</remarks>
internal sealed class Argon2Schedule(uint passes, uint lanes, uint workers, CancellationToken cancellationToken)
{
    private readonly object _gate = new();
    private uint _pass;
    private uint _slice;
    private uint _nextLane;
    private uint _finishedLanes;
    private bool _stopped;

    /// <summary>Waits for segments that may be filled; false when there are no more.</summary>
    /// <param name="first">A segment.</param>
    /// <param name="second">Another of the same slice, if some worker must fill two anyway and another is left; or null.</param>
    public bool TryTake(out Argon2Segment first, out Argon2Segment? second)
    {
        lock (_gate)
        {
            while (!_stopped && _nextLane == lanes)
            {
                Monitor.Wait(_gate);
            }

            first = new Argon2Segment(_pass, _slice, _nextLane);
            second = lanes > workers && lanes - _nextLane > 1 ? new Argon2Segment(_pass, _slice, _nextLane + 1) : null;
            if (_stopped)
            {
                return false;
            }

            _nextLane += second is null ? 1u : 2;
            return true;
        }
    }

    /// <summary>Tells that segments that were taken are filled.</summary>
    public void Finish(uint count)
    {
        lock (_gate)
        {
            _finishedLanes += count;
            if (_finishedLanes < lanes)
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
