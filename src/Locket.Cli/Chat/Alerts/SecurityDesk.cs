using System.Text;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Alerts;

/// <summary>Hands security events to the log, to the alert program and to the counters. Safe for use from many threads.</summary>
internal sealed class SecurityDesk : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TextWriter? _log;
    private readonly AlertProgram? _alert;
    private readonly ChatMetrics _metrics;
    private readonly MetricsFile? _counters;
    private readonly Action<string> _complain;
    private long _unwritten;

    /// <param name="log">Becomes this object's own; null: no log.</param>
    /// <param name="alert">Becomes this object's own; null: none.</param>
    /// <param name="metrics">Becomes this object's own.</param>
    /// <param name="counters">Becomes this object's own; null: none.</param>
    /// <param name="complain">Told once, from any thread, why the log cannot be written.</param>
    public SecurityDesk(
        TextWriter? log, AlertProgram? alert, ChatMetrics metrics, MetricsFile? counters = null, Action<string>? complain = null)
    {
        _counters = counters;
        _log = log;
        _alert = alert;
        _metrics = metrics;
        _complain = complain ?? (_ => { });
    }

    /// <summary>How many events the log does not have.</summary>
    public long Lost { get; private set; }

    /// <summary>Opens what the options name.</summary>
    /// <param name="console">The console.</param>
    /// <param name="request">The options.</param>
    /// <param name="isScreen">Whether the conversation takes the terminal.</param>
    /// <param name="tell">Told, from any thread, the name of an event and what went wrong.</param>
    /// <exception cref="CommandException">The log would write over the conversation, or the alert program is not there.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static SecurityDesk Open(CommandConsole console, ChatRequest request, bool isScreen, Action<string, string> tell)
    {
        TextWriter? log = request.Log switch
        {
            null => null,
            "-" when isScreen && console.IsErrorTerminal => throw CommandException.Usage(
                "--log - would write over the conversation", "name a file, or send the error output elsewhere with 2>FILE"),
            "-" => new ForwardingWriter(console.Error),
            var file => new StreamWriter(OpenLog(console.FullPath(file)), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
            {
                NewLine = "\n",
            },
        };
        AlertProgram? alert = request.AlertProgram is { } program
            ? new AlertProgram(
                ProgramPath.Find(program, console),
                AlertProgram.DefaultLimit,
                problem => tell("alert-failed", problem),
                [
                    .. request.Password.EnvironmentVariables,
                    .. request.KeepPassword.EnvironmentVariables,
                    .. request.Token.EnvironmentVariables,
                ])
            : null;
        MetricsFile? counters = request.Metrics is { } path
            ? new MetricsFile(console.FullPath(path), console.Time, problem => tell("metrics-failed", problem))
            : null;
        return new SecurityDesk(log, alert, new ChatMetrics(), counters, problem => tell("log-failed", problem));
    }

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

        if (_counters is not null)
        {
            await _counters.DisposeAsync();
        }

        _metrics.Dispose();
    }

    /// <summary>Without a buffer: what could not be written is not tried again behind what was.</summary>
    private static FileStream OpenLog(string path)
        => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

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
        log.WriteLine(ChatJson.Line(found));
        log.Flush();
    }
}
