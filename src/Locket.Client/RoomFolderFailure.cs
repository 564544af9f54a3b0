namespace Locket.Client;

/// <summary>Why a folder cannot keep a room.</summary>
public enum RoomFolderFailure
{
    /// <summary>Another program uses it at this moment.</summary>
    InUse,

    /// <summary>It holds other things, or is no folder.</summary>
    NotARoomFolder,

    /// <summary>The password is another one.</summary>
    WrongPassword,

    /// <summary>It keeps another room.</summary>
    OtherRoom,

    /// <summary>A file in it is damaged, missing or of a later version.</summary>
    Damaged,
}
