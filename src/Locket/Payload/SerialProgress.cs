namespace Locket.Payload;

/// <summary>Adds up what several threads did and reports ever growing totals, one at a time.</summary>
internal sealed class SerialProgress
{
    private readonly IProgress<long>? _progress;
    private readonly Lock _lock = new();
    private long _total;

    public SerialProgress(IProgress<long>? progress)
    {
        _progress = progress;
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
            _progress.Report(_total);
        }
    }
}
