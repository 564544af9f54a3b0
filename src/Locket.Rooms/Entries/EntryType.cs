namespace Locket.Rooms.Entries;

/// <summary>What an entry is (docs/protocol.md, "Entries"); bodies of other types belong to later versions and are passed over.</summary>
internal enum EntryType
{
    /// <summary>No type: the body is too short to have one, or of a later version.</summary>
    Unknown = 0,

    /// <summary>A member is there.</summary>
    Hello = 1,

    /// <summary>A to B: a run of CPace begins.</summary>
    Start = 2,

    /// <summary>B to A: its share and proof.</summary>
    Answer = 3,

    /// <summary>A to B: its proof.</summary>
    Confirm = 4,

    /// <summary>A to B: the answer did not prove the password.</summary>
    Refuse = 5,

    /// <summary>A message of the conversation.</summary>
    Message = 6,
}
