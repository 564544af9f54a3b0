namespace Locket.Rooms.Pairing;

/// <summary>Whom a room has sessions with. A member stops being here when its session ends.</summary>
internal interface IPairedMembers
{
    int Count { get; }

    bool Contains(MemberId member);
}
