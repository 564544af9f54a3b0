namespace Locket.Cli.Json;

/// <summary>Something that cleaning removed from a picture.</summary>
/// <param name="Kind">What it is, as in <c>place</c>.</param>
/// <param name="Name">The format's own name of it; untrusted.</param>
/// <param name="Count">How many.</param>
/// <param name="LengthInBytes">Their bytes; 0 where they count with what they stood in.</param>
internal sealed record RemovedJson(string Kind, string Name, long Count, long LengthInBytes);
