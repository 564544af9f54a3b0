using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>The room to go on in. Whoever goes there owns the password.</summary>
internal sealed record MoveTarget(Invitation Invitation, Password Password)
{
    /// <summary>Nothing: both open the room.</summary>
    public override string ToString() => nameof(MoveTarget);
}
