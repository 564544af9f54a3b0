namespace Locket.Rooms;

/// <summary>A body that the relay has not confirmed yet; to be sent, and sent again over each new connection.</summary>
/// <param name="Id">The entry's id, 16 bytes, with which the relay confirms it.</param>
/// <param name="Body">What to append; sealed, no secret.</param>
public readonly record struct OutboxEntry(ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> Body);
