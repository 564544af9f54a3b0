using Locket.Cli.Chat.Rooms;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Talk;

/// <summary>
/// Follows the connection to the relay, so that each reason of a loss is told once, and before the first connection what to check.
/// </summary>
internal sealed class LinkWatch
{
    /// <summary>The kind of a loss before there ever was a connection.</summary>
    public const string Never = "never";

    /// <summary>The kind of a loss that trying again does not mend.</summary>
    public const string ForGood = "for-good";

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public bool IsConnected { get; private set; }

    /// <summary>Whether the relay was ever reached.</summary>
    public bool HasConnected { get; private set; }

    /// <summary>Whether the relay was asked for and never answered: then nobody there knows this member.</summary>
    public bool IsUnknownThere => !HasConnected && Reason is not null;

    /// <summary>Why there is no connection; null where there is one, or nothing is known yet.</summary>
    public string? Reason { get; private set; }

    /// <param name="link">What became of the connection.</param>
    /// <param name="shown">The same as it is shown.</param>
    /// <returns>What is to be shown; null for a reason that was told since the last connection.</returns>
    public ChatEventJson? Note(LinkNews link, ChatEventJson shown)
    {
        IsConnected = link.State == LinkState.Connected;
        HasConnected |= IsConnected;
        Reason = IsConnected ? null : link.Detail ?? string.Empty;
        if (Reason is null)
        {
            _told.Clear();
            return shown;
        }

        return _told.Add(Reason) ? shown with { Kind = KindOf(link.State) } : null;
    }

    private string? KindOf(LinkState state)
    {
        if (state == LinkState.Refused)
        {
            return ForGood;
        }

        return HasConnected ? null : Never;
    }
}
