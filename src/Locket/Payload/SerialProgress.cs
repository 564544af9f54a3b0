namespace Locket.Payload;

/// <summary>Adds up what several threads did and reports ever growing totals, one at a time.</summary>
internal sealed class SerialProgress
{
    private readonly IProgress<long>? _progress;
    private readonly Func<long>? _limit;
    private readonly Lock _lock = new();
    private long _total;

    /// <param name="progress">Who is told; nobody when null.</param>
    /// <param name="limit">How much of it is content at most: padding is added as well, but not told.</param>
    public SerialProgress(IProgress<long>? progress, Func<long>? limit = null)
    {
        _progress = progress;
        _limit = limit;
    }

    public void Add(long bytes)
    {
        if (_progress is null)
        {
            return;
        }

        lock (_lock)
        {
            _total += bytes;
            _progress.Report(_limit is null ? _total : Math.Min(_total, _limit()));
        }
    }
}
