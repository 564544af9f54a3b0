namespace Locket.Rooms.Pairing;

/// <summary>Why an entry was dropped. None of these changes a counter.</summary>
internal enum PairingRefusal
{
    /// <summary>An identity key is no point, or does not give the id it came under.</summary>
    Identity,

    /// <summary>A share or ratchet key is no point.</summary>
    Point,

    /// <summary>It names no run that is under way, or no hello of ours that is still good.</summary>
    NoRun,

    /// <summary>A start that was seen before.</summary>
    Replayed,

    /// <summary>A start of a member that has a session.</summary>
    AlreadyPaired,

    /// <summary>A proof that is wrong, for a run that waits for one.</summary>
    Proof,

    /// <summary>More waits than is kept.</summary>
    Flood,

    /// <summary>The room has its 32 members.</summary>
    RoomFull,
}
