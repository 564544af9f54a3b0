using Locket.Rooms;

namespace Locket.Client.Files;

/// <summary>A file that somebody sends, as far as it is here.</summary>
internal sealed class IncomingFile(FileOffered offered)
{
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];

    public long Number { get; } = offered.File;

    public MemberId From { get; } = offered.From;

    public string Name { get; } = offered.Name;

    public long LengthInBytes { get; } = offered.LengthInBytes;

    /// <summary>Gets the file as the history has it.</summary>
    public HistoryItem Item { get; } = new()
    {
        Kind = HistoryKind.FileOffered,
        From = offered.From,
        Seq = offered.Seq,
        Local = offered.File,
        Time = offered.SentAt,
        Text = offered.Name,
        LengthInBytes = offered.LengthInBytes,
    };

    public long ReceivedInBytes { get; private set; }

    /// <summary>Gets or sets a value indicating whether it is whole and what the sender sent.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Gets or sets a value indicating whether it is on disk, so that it may give way to others.</summary>
    public bool IsSaved { get; set; }

    /// <summary>Gets or sets when the newest piece came, as the clock's own count.</summary>
    public long LastHeard { get; set; }

    /// <summary>Gets the pieces; a list that does not change any more once the file is whole.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces => _pieces;

    /// <summary>Takes a piece over. The room has checked order and lengths; more than was offered is taken from nobody.</summary>
    public void Add(ReadOnlyMemory<byte> piece)
    {
        if (piece.Length > LengthInBytes - ReceivedInBytes)
        {
            throw new InvalidOperationException("internal error: a file is longer than it was offered");
        }

        _pieces.Add(piece);
        ReceivedInBytes += piece.Length;
    }
}
