namespace Locket.Client;

/// <summary>A piece of a file came and is held in memory.</summary>
/// <param name="File">The number of <see cref="Rooms.FileOffered"/>.</param>
/// <param name="ReceivedInBytes">How much of it is here.</param>
/// <param name="LengthInBytes">How much there will be.</param>
public sealed record FileProgress(long File, long ReceivedInBytes, long LengthInBytes) : ClientEvent;
