using System.Text.Json;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Alerts;

/// <summary>Hands security events to the log, to the alert program and to the counters.</summary>
internal sealed class SecurityDesk : IAsyncDisposable
{
    private readonly TextWriter? _log;
    private readonly AlertProgram? _alert;
    private readonly ChatMetrics _metrics;

    /// <param name="log">Becomes this object's own; null: no log.</param>
    /// <param name="alert">Becomes this object's own; null: none.</param>
    /// <param name="metrics">Becomes this object's own.</param>
    public SecurityDesk(TextWriter? log, AlertProgram? alert, ChatMetrics metrics)
    {
        _log = log;
        _alert = alert;
        _metrics = metrics;
    }

    /// <summary>Notes an event of any kind.</summary>
    public void Take(ChatEventJson found)
    {
        _metrics.Count(found);
        if (found.Id is null)
        {
            return;
        }

        string json = JsonSerializer.Serialize(found, ChatJson.Readable.ChatEventJson);
        _log?.WriteLine(json);
        _log?.Flush();
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
}
