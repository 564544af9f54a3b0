using Locket.Rooms.Members;
using Locket.Rooms.Randomness;

namespace Locket.Rooms.Pairing;

/// <summary>What a desk works with. All of it stays the room's, which disposes it after the desk.</summary>
internal sealed class PairingContext
{
    public required RoomKeys Keys { get; init; }

    public required Identity Identity { get; init; }

    public required IPairedMembers Paired { get; init; }

    public required IRandomSource Random { get; init; }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(PairingContext);
}
