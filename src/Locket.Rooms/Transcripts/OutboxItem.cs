using Locket.Rooms.Entries;

namespace Locket.Rooms.Transcripts;

/// <summary>A body that waits for the relay.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Body">The body.</param>
/// <param name="Role">What it is of.</param>
/// <param name="Local">The number of what it is of; 0: of nothing that has one.</param>
internal sealed record OutboxItem(EntryHash Id, byte[] Body, OutboxRole Role, long Local);
