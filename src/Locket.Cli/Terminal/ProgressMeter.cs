namespace Locket.Cli.Terminal;

/// <summary>
/// How far a run is, shown to a person who watches once it has taken half a second. Whoever writes to the error output hides it first;
/// it comes back by itself with the next bytes.
/// </summary>
internal sealed class ProgressMeter : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly CommandConsole _console;
    private readonly bool _enabled;
    private long _total;
    private long _finished;
    private long _current;
    private string _label = string.Empty;
#pragma warning disable CA2213 // HideAsync, which DisposeAsync calls, disposes it
    private CancellationTokenSource? _stop;
#pragma warning restore CA2213
    private Task _display = Task.CompletedTask;

    public ProgressMeter(CommandConsole console, bool enabled)
    {
        _console = console;
        _enabled = enabled;
    }

    /// <summary>The bytes of the whole run, or 0 where nobody knows.</summary>
    public long TotalInBytes => Interlocked.Read(ref _total);

    public long DoneInBytes => Interlocked.Read(ref _finished) + Interlocked.Read(ref _current);

    public string Label => Volatile.Read(ref _label);

    public void Expect(long totalInBytes) => Interlocked.Exchange(ref _total, totalInBytes);

    /// <summary>Begins a file.</summary>
    public IProgress<long>? Start(string label)
    {
        if (!_enabled)
        {
            return null;
        }

        Volatile.Write(ref _label, label);
        Interlocked.Exchange(ref _current, 0);
        Show();
        return new Counter(this);
    }

    /// <summary>Ends a file that was expected to count this much.</summary>
    public void Finish(long expectedInBytes)
    {
        Interlocked.Exchange(ref _current, 0);
        Interlocked.Add(ref _finished, expectedInBytes);
    }

    /// <summary>Takes the display off the screen.</summary>
    public async Task HideAsync()
    {
        if (_stop is { } stop)
        {
            await stop.CancelAsync();
            await _display;
            stop.Dispose();
            _stop = null;
        }
    }

    public async ValueTask DisposeAsync() => await HideAsync();

    private void Show()
    {
        if (_stop is null)
        {
            _stop = new CancellationTokenSource();
            CancellationToken token = _stop.Token;
            _display = Task.Run(() => DisplayAsync(token), CancellationToken.None);
        }
    }

    private async Task DisplayAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Patience, _console.Time, stop);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        // A method of its own, so that runs that end before never load the display's library.
        await ProgressBar.ShowAsync(_console, this, stop);
    }

    private sealed class Counter(ProgressMeter meter) : IProgress<long>
    {
        public void Report(long value) => Interlocked.Exchange(ref meter._current, value);
    }
}
