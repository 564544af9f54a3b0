using Locket.Client.Engine;

namespace Locket.Client.Keeping;

/// <summary>Keeps the count of attempts; writes only where it changed, so that a room without any leaves no trace.</summary>
internal sealed class AttemptKeeper : IRoomKeeper
{
    private readonly AttemptFile _file;
    private byte[] _last;

    public AttemptKeeper(AttemptFile file, IRoomEngine room)
    {
        _file = file;
        _last = room.SaveAttempts();
    }

    public bool KeepsMember => false;

    public void Keep(IRoomEngine room, KeptNotes notes)
    {
        byte[] now = room.SaveAttempts();
        if (!now.AsSpan().SequenceEqual(_last))
        {
            _file.Write(now);
            _last = now;
        }
    }
}
