namespace Locket.Rooms;

/// <summary>The next piece of a file.</summary>
/// <param name="File">The number that this room gave to the file; none of the ones that it sends has it.</param>
/// <param name="From">Who sent it, proved by the session.</param>
/// <param name="Seq">The number in the relay's log of the entry that brought it.</param>
/// <param name="Index">Which piece, from 0; they come in order.</param>
/// <param name="OffsetInBytes">Where it begins in the file.</param>
/// <param name="Bytes">What it holds; nobody else uses this memory.</param>
public sealed record FilePiece(long File, MemberId From, long Seq, int Index, long OffsetInBytes, ReadOnlyMemory<byte> Bytes) : RoomEvent;
