namespace Locket.Client.Loop;

/// <summary>
/// How long to wait before the next connection: from 0.5 s doubling to 30 s, each time a random part between half and all of it, so that
/// those whom a relay lost at one moment do not come back at one moment.
/// </summary>
internal sealed class Backoff(Func<double> random)
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A relay that names a longer wait is asked again after this, so that no relay sends anybody away for weeks.</summary>
    public static readonly TimeSpan LongestNamed = TimeSpan.FromMinutes(5);

    private int _failures;

    /// <summary>The next wait.</summary>
    /// <param name="named">What the relay asked for at least; 0 for nothing.</param>
    public TimeSpan Next(TimeSpan named)
    {
        double full = Math.Min(First.TotalSeconds * Math.Pow(2, _failures), Longest.TotalSeconds);
        _failures = Math.Min(_failures + 1, 16);
        TimeSpan own = TimeSpan.FromSeconds(full * (0.5 + (random() / 2)));
        TimeSpan asked = named < LongestNamed ? named : LongestNamed;
        return own > asked ? own : asked;
    }

    /// <summary>A connection was good: the next loss begins with the shortest wait.</summary>
    public void Reset() => _failures = 0;
}
