using Locket.Rooms.Messages;

namespace Locket.Rooms.Files;

/// <summary>A file of which some pieces were sent: how far it came, and the hash of what went by. Its bytes are kept nowhere.</summary>
internal abstract class FileUnderWay
{
    private protected FileUnderWay(long local, FileId id, long lengthInBytes, int pieces, MessageHash digest)
    {
        Local = local;
        Id = id;
        LengthInBytes = lengthInBytes;
        Pieces = pieces;
        Digest = digest;
    }

    public long Local { get; }

    public FileId Id { get; }

    public long LengthInBytes { get; }

    /// <summary>Gets how many pieces went by.</summary>
    public int Pieces { get; private set; }

    public MessageHash Digest { get; private set; }

    public bool IsWhole => Pieces == FileLimits.PieceCount(LengthInBytes);

    /// <summary>Gets the length of the next piece in bytes; 0 where all went by.</summary>
    public int NextInBytes => IsWhole ? 0 : FileLimits.PieceLength(LengthInBytes, Pieces);

    /// <summary>Whether a file of this length can have come so far.</summary>
    protected static bool IsPossible(long lengthInBytes, int pieces)
        => lengthInBytes <= FileLimits.MaxLengthInBytes && pieces <= FileLimits.PieceCount(lengthInBytes);

    /// <summary>Counts the next piece, whose length is right.</summary>
    protected void Count(ReadOnlySpan<byte> bytes)
    {
        Digest = FileDigest.Next(Digest, bytes);
        Pieces++;
    }
}
