namespace Locket.Client;

/// <summary>A file is not taken: it would not fit into the memory for files. Files that were saved give way first.</summary>
/// <param name="File">The number of <see cref="Rooms.FileOffered"/>.</param>
/// <param name="LengthInBytes">How long it would be.</param>
/// <param name="FreeInBytes">How much room there is.</param>
public sealed record FileRefused(long File, long LengthInBytes, long FreeInBytes) : ClientEvent;
