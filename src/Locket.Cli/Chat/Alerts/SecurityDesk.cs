using System.Text.Json;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Alerts;

/// <summary>Hands security events to the log, to the alert program and to the counters. Safe for use from many threads.</summary>
internal sealed class SecurityDesk : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TextWriter? _log;
    private readonly AlertProgram? _alert;
    private readonly ChatMetrics _metrics;
    private readonly Action<string> _complain;
    private long _unwritten;

    /// <param name="log">Becomes this object's own; null: no log.</param>
    /// <param name="alert">Becomes this object's own; null: none.</param>
    /// <param name="metrics">Becomes this object's own.</param>
    /// <param name="complain">Told once, from any thread, why the log cannot be written.</param>
    public SecurityDesk(TextWriter? log, AlertProgram? alert, ChatMetrics metrics, Action<string>? complain = null)
    {
        _log = log;
        _alert = alert;
        _metrics = metrics;
        _complain = complain ?? (_ => { });
    }

    /// <summary>How many events the log does not have.</summary>
    public long Lost { get; private set; }

    /// <summary>Notes an event of any kind.</summary>
    public void Take(ChatEventJson found)
    {
        lock (_lock)
        {
            _metrics.Count(found);
            if (found.Id is null)
            {
                return;
            }

            Log(found);
        }

        _alert?.Tell(found);
    }

    public async ValueTask DisposeAsync()
    {
        if (_alert is not null)
        {
            await _alert.DisposeAsync();
        }

        if (_log is not null)
        {
            await _log.DisposeAsync();
        }

        _metrics.Dispose();
    }

    // A log on a full disk must not end a conversation, or a host's relay with everybody on it: whoever fills disks would wish for that.
    private void Log(ChatEventJson found)
    {
        if (_log is null)
        {
            return;
        }

        try
        {
            if (_unwritten > 0)
            {
                // On a line of its own, whatever came of the one that failed.
                _log.WriteLine();
                Write(_log, new ChatEventJson { Event = "log-incomplete", Time = found.Time, Count = _unwritten });
                _unwritten = 0;
            }

            Write(_log, found);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _unwritten++;
            if (Lost++ == 0)
            {
                _complain($"the log of security events cannot be written: {failure.Message}");
            }
        }
    }

    private static void Write(TextWriter log, ChatEventJson found)
    {
        log.WriteLine(JsonSerializer.Serialize(found, ChatJson.Readable.ChatEventJson));
        log.Flush();
    }
}
