using System.Collections.Concurrent;
using Locket.Wire;

namespace Locket.Relay;

/// <summary>
/// The rooms that a relay serves, where it does not serve any. Safe for use from many threads, also while the relay runs.
/// </summary>
/// <remarks>Without it whoever reaches a relay can keep things there, until there is no place left for those whom it is for.</remarks>
public sealed class ServedRooms
{
    private readonly ConcurrentDictionary<RoomAddress, bool> _rooms = new();

    /// <summary>Lets a room in; nothing happens where it is in.</summary>
    /// <param name="room">Its address.</param>
    public void Add(RoomAddress room) => _rooms.TryAdd(room, true);

    /// <summary>Whether a room is served.</summary>
    /// <param name="room">Its address.</param>
    /// <returns>True once <see cref="Add"/> was called for it.</returns>
    public bool Contains(RoomAddress room) => _rooms.ContainsKey(room);

    /// <summary>The words "served rooms", never an address.</summary>
    public override string ToString() => "served rooms";
}
