using System.Globalization;
using System.Text.Json;
using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Shows what happens on a connection: messages on the standard output, everything else on the error output.</summary>
internal sealed class SocketLog
{
    private readonly Lock _lock = new();
    private readonly CommandRun _run;
    private readonly SocketRequest _request;

    public SocketLog(CommandRun run, SocketRequest request)
    {
        _run = run;
        _request = request;
    }

    /// <summary>A remark that --quiet leaves out.</summary>
    public void Note(string text)
    {
        lock (_lock)
        {
            _run.Reporter.Note(text);
        }
    }

    public void Tell(ClassicSocketEvent happened)
    {
        lock (_lock)
        {
            if (_request.IsJson)
            {
                _run.Console.OutputText.WriteLine(JsonSerializer.Serialize(ToJson(happened), AnswerJson.Readable.SocketEventJson));
            }
            else if (happened.Kind == ClassicSocketEventKind.Received)
            {
                _run.Console.OutputText.WriteLine(Shown.Text(happened.Text!));
            }

            if (happened.Kind is ClassicSocketEventKind.Refused or ClassicSocketEventKind.PasswordRejected
                or ClassicSocketEventKind.Unblocked)
            {
                // A log of attacks is not to be silenced by --quiet.
                _run.Console.Error.WriteLine($"locket: {InWords(happened)}");
            }
            else if (_request.IsServer && happened.Kind is not (ClassicSocketEventKind.Received or ClassicSocketEventKind.Sent))
            {
                _run.Reporter.Note(InWords(happened));
            }
        }
    }

    private string InWords(ClassicSocketEvent happened)
    {
        string who = string.Create(
            CultureInfo.InvariantCulture,
            $"{happened.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} client {happened.Client} ({happened.EndPoint?.ToString() ?? "gone"})");
        string detail = happened.Detail is { } text ? $": {Shown.Text(text)}" : string.Empty;
        return happened.Kind switch
        {
            ClassicSocketEventKind.Listening => $"classic {_request.Scheme}: listening on {happened.EndPoint}; Ctrl-C stops",
            ClassicSocketEventKind.Unblocked => string.Create(
                CultureInfo.InvariantCulture,
                $"{happened.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} address {happened.EndPoint?.Address} unblocked{detail}"),
            ClassicSocketEventKind.Refused => $"{who} refused, {NameOf(happened.Refusal)}{detail}",
            _ => $"{who} {NameOf(happened.Kind)}{detail}",
        };
    }

    private SocketEventJson ToJson(ClassicSocketEvent happened) => new()
    {
        Event = NameOf(happened.Kind),
        Time = happened.Time,
        Scheme = _request.Scheme,
        Client = happened.Client > 0 ? happened.Client : null,
        Address = happened.EndPoint?.Address.ToString(),
        Port = happened.EndPoint is { Port: > 0 } endPoint ? endPoint.Port : null,
        Text = happened.Text,
        Reason = happened.Refusal == ClassicSocketRefusal.None ? null : NameOf(happened.Refusal),
        Detail = happened.Detail,
    };

    private static string NameOf<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
