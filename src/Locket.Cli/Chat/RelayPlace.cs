using System.Globalization;
using Locket.Rooms;

namespace Locket.Cli.Chat;

/// <summary>Which relay an invitation leads to: to offers of other rooms, that is what matters beside who makes them.</summary>
internal static class RelayPlace
{
    /// <summary>Host and port, as people write them.</summary>
    public static string Of(Invitation invitation)
    {
        string host = invitation.Host.Contains(':', StringComparison.Ordinal) ? $"[{invitation.Host}]" : invitation.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{invitation.Port}");
    }

    /// <summary>Whether a room is at the relay that is known: under the same host and port, and proved by the same certificate.</summary>
    /// <param name="known">An invitation to the known relay.</param>
    /// <param name="learned">SHA-256 of its certificate where the invitation names none; empty where the system judges it.</param>
    /// <param name="other">An invitation from anybody.</param>
    public static bool IsSame(Invitation known, ReadOnlyMemory<byte> learned, Invitation other)
        => string.Equals(known.Host, other.Host, StringComparison.Ordinal)
            && known.Port == other.Port
            && (other.Pin.Span.SequenceEqual(known.Pin.Span) || (known.Pin.IsEmpty && other.Pin.Span.SequenceEqual(learned.Span)));
}
