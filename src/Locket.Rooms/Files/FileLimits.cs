namespace Locket.Rooms.Files;

/// <summary>The limits of files in a room (docs/protocol.md, "Padded text" and "Limits of a member").</summary>
internal static class FileLimits
{
    /// <summary>The longest file in bytes, 64 MiB: a quarter of what a relay keeps of a room.</summary>
    public const int MaxLengthInBytes = 64 * 1024 * 1024;

    /// <summary>The longest name in bytes of UTF-8.</summary>
    public const int MaxNameInBytes = 255;

    /// <summary>The length of every piece but the last in bytes, 224 KiB: it fits the largest padded text.</summary>
    public const int PieceInBytes = 224 * 1024;

    /// <summary>The most files under way from one member, and the most that this one sends at a time.</summary>
    public const int MaxUnderWay = 4;

    /// <summary>The most pieces of a file that wait for the relay: about 1 MB, enough to keep a connection busy.</summary>
    public const int MaxWaitingPieces = 4;

    /// <summary>
    /// How many messages a member may leave unanswered before files wait for it; below what ends the sending to it (900).
    /// </summary>
    public const int MaxUnanswered = 600;

    /// <summary>Gets for how long after it was heard last files wait for a member, 2 minutes: a notice takes up to 30 s.</summary>
    public static TimeSpan WaitsFor { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets how many pieces a file of this length has.</summary>
    public static int PieceCount(long lengthInBytes) => (int)((lengthInBytes + PieceInBytes - 1) / PieceInBytes);

    /// <summary>Gets the length of a piece in bytes.</summary>
    public static int PieceLength(long lengthInBytes, int index)
        => (int)Math.Min(PieceInBytes, lengthInBytes - ((long)index * PieceInBytes));
}
