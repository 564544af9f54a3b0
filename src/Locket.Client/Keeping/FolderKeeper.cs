using Locket.Client.Engine;
using Locket.Secrets;
using Locket.Wire;

namespace Locket.Client.Keeping;

/// <summary>Keeps everything in a folder.</summary>
internal sealed class FolderKeeper(RoomFolder folder, RoomAddress address) : IRoomKeeper
{
    public bool KeepsMember => true;

    public void Keep(IRoomEngine room, KeptNotes notes)
    {
        using SecretBytes state = room.Save();
        folder.Write(address, state.Span, notes);
    }
}
