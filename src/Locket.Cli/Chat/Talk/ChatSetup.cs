using Locket.Cli.Chat.Alerts;
using Locket.Cli.Terminal;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>What a conversation is given beside the room and the face.</summary>
internal sealed record ChatSetup
{
    public required CommandConsole Console { get; init; }

    /// <summary>What this member wants to be called.</summary>
    public required string Name { get; init; }

    public required Invitation Invitation { get; init; }

    public required SecurityDesk Security { get; init; }

    /// <summary>Whether this process runs the relay: then another's claim of a wrong password ends nothing.</summary>
    public bool IsHost { get; init; }

    /// <summary>Told of each room that somebody offers; null where nobody asks.</summary>
    public Action<Invitation>? TakeOffer { get; init; }

    /// <summary>Whether one came here from another room, to which one returns where this one cannot be had.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Whether somebody sits at a terminal and can be asked; a script must neither wait for ever nor lose anything.</summary>
    public bool AsksPerson { get; init; }

    /// <summary>Whether the invitation is shown, below what was said before.</summary>
    public bool ShowsInvitation { get; init; }

    /// <summary>How long it waits for the relay and for others; null: for ever.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether the state is kept: then ending is not leaving.</summary>
    public bool IsKept { get; init; }

    /// <summary>To be done once the kept room proved to be this one; null for nothing.</summary>
    public Action? WhenOpened { get; init; }

    /// <summary>Nothing: it holds the room's code.</summary>
    public override string ToString() => nameof(ChatSetup);
}
