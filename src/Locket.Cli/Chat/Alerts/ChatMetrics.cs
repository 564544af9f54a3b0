using System.Diagnostics.Metrics;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Alerts;

/// <summary>The meter <c>Locket.Rooms</c>. Nothing in it says who talks or what about.</summary>
internal sealed class ChatMetrics : IDisposable
{
    public const string MeterName = "Locket.Rooms";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _messages;
    private readonly Counter<long> _renewals;
    private readonly Counter<long> _security;

    public ChatMetrics()
    {
        _messages = _meter.CreateCounter<long>("locket.rooms.messages", "{message}", "Messages, by direction: in or out");
        _renewals = _meter.CreateCounter<long>("locket.rooms.key_renewals", "{renewal}", "Renewals of the keys of a session");
        _security = _meter.CreateCounter<long>("locket.rooms.security_events", "{event}", "Security events, by id and kind");
    }

    public void Count(ChatEventJson found)
    {
        switch (found.Event)
        {
            case "message":
                _messages.Add(1, new KeyValuePair<string, object?>("direction", "in"));
                break;
            case "sent":
                _messages.Add(1, new KeyValuePair<string, object?>("direction", "out"));
                break;
            case "keys-renewed":
                _renewals.Add(1);
                break;
            case "security-event":
                _security.Add(
                    found.Count ?? 1,
                    new KeyValuePair<string, object?>("id", found.Id),
                    new KeyValuePair<string, object?>("kind", found.Kind));
                break;
            default:
                break;
        }
    }

    public void Dispose() => _meter.Dispose();
}
