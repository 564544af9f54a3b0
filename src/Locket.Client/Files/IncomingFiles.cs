using Locket.Rooms;

namespace Locket.Client.Files;

/// <summary>
/// What others send, in memory until it is saved. What counts is what has come, not what was promised, and each member has a share that the
/// others cannot take: nobody's files keep everybody's out.
/// </summary>
internal sealed class IncomingFiles
{
    /// <summary>256 MiB in all: four of the largest files. Then what is new is refused.</summary>
    public const long DefaultCapacityInBytes = 256L * 1024 * 1024;

    /// <summary>The most files of one member that wait to be saved, whatever their length: each takes some memory.</summary>
    public const int MaxFilesOfAMember = 64;

    /// <summary>A member has half of all at most.</summary>
    private const int Share = 2;

    /// <summary>A file of which nothing came for so long gives way to others.</summary>
    private static readonly TimeSpan StallsAfter = TimeSpan.FromMinutes(10);

    private readonly long _capacity;
    private readonly TimeProvider _time;
    private readonly Dictionary<long, IncomingFile> _files = [];

    public IncomingFiles(long capacityInBytes = DefaultCapacityInBytes, TimeProvider? time = null)
    {
        _capacity = capacityInBytes;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Gets the files that are not on the disk, or not whole.</summary>
    public IEnumerable<HistoryItem> InMemoryAlone => _files.Values.Where(file => !file.IsSaved).Select(file => file.Item);

    private long FreeInAll => _capacity - _files.Values.Sum(other => other.ReceivedInBytes);

    /// <summary>Takes what an event brings.</summary>
    /// <returns>What is to be shown, in order.</returns>
    public IEnumerable<ClientEvent> Take(RoomEvent happened)
    {
        switch (happened)
        {
            case FileOffered offered:
                return [new RoomHappened(offered), .. Begin(offered)];
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
    /// <exception cref="RoomException">It is not here, or not whole.</exception>
    public IncomingFile Find(long number)
        => _files.TryGetValue(number, out IncomingFile? file) && file.IsWhole ? file : throw new RoomException(RoomFailure.NoSuchFile);

    /// <summary>Forgets a file; what still comes of it is passed over.</summary>
    /// <exception cref="RoomException">It is not here.</exception>
    public void Drop(long number)
    {
        if (!_files.Remove(number))
        {
            throw new RoomException(RoomFailure.NoSuchFile);
        }
    }

    private List<ClientEvent> Begin(FileOffered offered)
    {
        IncomingFile file = new(offered) { LastHeard = _time.GetTimestamp() };
        List<ClientEvent> told = MakeRoom(file, offered.LengthInBytes);
        bool isOneTooMany = _files.Values.Count(other => other.From == file.From && !other.IsSaved) >= MaxFilesOfAMember;
        if (isOneTooMany || offered.LengthInBytes > FreeFor(file))
        {
            return [.. told, Refuse(file)];
        }

        _files[offered.File] = file;
        return told;
    }

    private IEnumerable<ClientEvent> Add(FilePiece piece)
    {
        if (!_files.TryGetValue(piece.File, out IncomingFile? file))
        {
            return [];
        }

        List<ClientEvent> told = MakeRoom(file, piece.Bytes.Length);
        if (piece.Bytes.Length > FreeFor(file))
        {
            _files.Remove(file.Number);
            return [.. told, Refuse(file)];
        }

        file.Add(piece.Bytes);
        file.LastHeard = _time.GetTimestamp();
        return [.. told, new FileProgress(file.Number, file.ReceivedInBytes, file.LengthInBytes)];
    }

    /// <summary>What may still come: of the member's own share, and of all.</summary>
    private long FreeFor(IncomingFile file)
        => Math.Min(
            FreeInAll, (_capacity / Share) - _files.Values.Where(other => other.From == file.From).Sum(other => other.ReceivedInBytes));

    /// <summary>
    /// Those that are saved give way first, the oldest before the others, then those of which nothing comes any more. Those of others only
    /// where that helps.
    /// </summary>
    private List<ClientEvent> MakeRoom(IncomingFile file, long lengthInBytes)
    {
        List<ClientEvent> told = [];
        IEnumerable<IncomingFile> others = _files.Values.Where(other => other != file && (other.IsSaved || IsStalled(other)));
        foreach (IncomingFile other in others.OrderBy(other => !other.IsSaved).ThenBy(other => other.Number).ToArray())
        {
            if (FreeFor(file) >= lengthInBytes)
            {
                break;
            }

            if (other.From != file.From && FreeInAll >= lengthInBytes)
            {
                continue;
            }

            _files.Remove(other.Number);
            if (!other.IsSaved)
            {
                told.Add(Refuse(other));
            }
        }

        return told;
    }

    private bool IsStalled(IncomingFile file) => !file.IsWhole && _time.GetElapsedTime(file.LastHeard) >= StallsAfter;

    private FileRefused Refuse(IncomingFile file) => new(file.Number, file.LengthInBytes, Math.Max(0, FreeFor(file)));
}
