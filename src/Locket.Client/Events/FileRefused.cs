namespace Locket.Client;

/// <summary>
/// A file is not taken, or not any further: it would not fit into the memory for files or its member's half of it, its member has 64 here
/// already, or nothing more of it came for 10 minutes while others needed room. Files that were saved give way first.
/// </summary>
/// <param name="File">The number of <see cref="Rooms.FileOffered"/>.</param>
/// <param name="LengthInBytes">How long it would be.</param>
/// <param name="FreeInBytes">How much room there is.</param>
public sealed record FileRefused(long File, long LengthInBytes, long FreeInBytes) : ClientEvent;
