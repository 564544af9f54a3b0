using Locket.Client.Engine;
using Locket.Rooms;

namespace Locket.Client.Files;

/// <summary>The files that are on their way, out and in.</summary>
internal sealed class FileDesk : IAsyncDisposable
{
    private readonly IRoomEngine _room;
    private readonly List<OutgoingFile> _outgoing = [];

    public FileDesk(IRoomEngine room) => _room = room;

    public IncomingFiles Incoming { get; } = new();

    public bool IsSending => _outgoing.Count > 0;

    /// <summary>Gets what would be lost if this process ended now.</summary>
    public IReadOnlyList<HistoryItem> UnderWay => [.. _outgoing.Select(file => file.Item), .. Incoming.InMemoryAlone];

    /// <summary>Sends a file from now on.</summary>
    public void Add(OutgoingFile file) => _outgoing.Add(file);

    /// <summary>Tells everyone of the files that the end of another process cut off.</summary>
    public void GiveUp(IEnumerable<HistoryItem> files, DateTimeOffset now, List<ClientEvent> shown)
    {
        foreach (HistoryItem file in files)
        {
            if (file.Kind == HistoryKind.FileSent)
            {
                _room.StopFile(file.Local, now);
            }

            shown.Add(new FileLost(file));
        }
    }

    /// <summary>Gives the room what it wants of the files that are being sent.</summary>
    /// <returns>Whether anything was done.</returns>
    public bool Pump(DateTimeOffset now, List<ClientEvent> shown)
    {
        bool isChanged = false;
        foreach (OutgoingFile file in _outgoing.ToArray())
        {
            isChanged |= file.Pump(_room, now, out FileFailed? failure);
            if (failure is not null)
            {
                shown.Add(failure);
            }

            if (file.IsOver)
            {
                _outgoing.Remove(file);
                _ = file.DisposeAsync().AsTask();
            }
        }

        return isChanged;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (OutgoingFile file in _outgoing)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
    }
}
