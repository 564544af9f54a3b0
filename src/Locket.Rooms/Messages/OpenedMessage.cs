using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Messages;

/// <summary>What came of a message that has a wrap for the reader.</summary>
/// <remarks>
/// <code>
///  Failure        IsBad    the ratchet
///  a reason       false    is as it was
///  None           true     went on: the sender made a bad message
///  None           false    went on; Head, Number and Part are what was sent
/// </code>
/// </remarks>
internal readonly ref struct OpenedMessage
{
    public OpenFailure Failure { get; init; }

    public bool IsBad { get; init; }

    public bool IsWhole => Failure == OpenFailure.None && !IsBad;

    public ulong Number { get; init; }

    public MessageHead Head { get; init; }

    /// <summary>Gets the part, which points into the buffer that was given.</summary>
    public ReadOnlySpan<byte> Part { get; init; }
}
