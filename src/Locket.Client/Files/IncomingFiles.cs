using Locket.Rooms;

namespace Locket.Client.Files;

/// <summary>
/// What others send, in memory until it is saved. The room for a file is set aside when it is offered, its memory comes piece by piece.
/// </summary>
internal sealed class IncomingFiles
{
    /// <summary>256 MiB in all: four of the largest files. Then what is new is refused.</summary>
    public const long DefaultCapacityInBytes = 256L * 1024 * 1024;

    private readonly long _capacity;
    private readonly Dictionary<long, IncomingFile> _files = [];

    public IncomingFiles(long capacityInBytes = DefaultCapacityInBytes) => _capacity = capacityInBytes;

    /// <summary>Gets the files that are not on the disk, or not whole.</summary>
    public IEnumerable<HistoryItem> InMemoryAlone => _files.Values.Where(file => !file.IsSaved).Select(file => file.Item);

    private long FreeInBytes => _capacity - _files.Values.Sum(file => file.LengthInBytes);

    /// <summary>Takes what an event brings.</summary>
    /// <returns>What is to be shown, in order.</returns>
    public IEnumerable<ClientEvent> Take(RoomEvent happened)
    {
        switch (happened)
        {
            case FileOffered offered:
                return [new RoomHappened(offered), .. Reserve(offered)];
            case FilePiece piece:
                return Add(piece);
            case FileEnded ended when _files.TryGetValue(ended.File, out IncomingFile? file):
                file.IsWhole = true;
                return [new RoomHappened(ended)];
            case FileEnded:
                return [];
            case FileStopped stopped:
                _files.Remove(stopped.File);
                return [new RoomHappened(stopped)];
            default:
                return [new RoomHappened(happened)];
        }
    }

    /// <summary>A file that can be saved.</summary>
    /// <exception cref="InvalidOperationException">It is not here, or not whole.</exception>
    public IncomingFile Find(long number)
        => _files.TryGetValue(number, out IncomingFile? file) && file.IsWhole
            ? file
            : throw new InvalidOperationException("there is no such file, or it is not complete");

    private IEnumerable<ClientEvent> Reserve(FileOffered offered)
    {
        foreach (IncomingFile saved in _files.Values.Where(file => file.IsSaved).OrderBy(file => file.Number).ToArray())
        {
            if (FreeInBytes >= offered.LengthInBytes)
            {
                break;
            }

            _files.Remove(saved.Number);
        }

        if (offered.LengthInBytes > FreeInBytes)
        {
            return [new FileRefused(offered.File, offered.LengthInBytes, FreeInBytes)];
        }

        _files[offered.File] = new IncomingFile(offered);
        return [];
    }

    private IEnumerable<ClientEvent> Add(FilePiece piece)
    {
        if (!_files.TryGetValue(piece.File, out IncomingFile? file))
        {
            return [];
        }

        file.Add(piece.Bytes);
        return [new FileProgress(file.Number, file.ReceivedInBytes, file.LengthInBytes)];
    }
}
