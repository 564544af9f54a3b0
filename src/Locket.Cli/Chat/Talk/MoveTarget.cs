using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>The room to go on in.</summary>
internal sealed record MoveTarget(Invitation Invitation, string Password)
{
    /// <summary>Nothing: both open the room.</summary>
    public override string ToString() => nameof(MoveTarget);
}
