namespace Locket.Pictures;

/// <summary>Something that cleaning took out, all of one kind and name together.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The format's own name of the part, as in <c>APP1</c>, <c>tEXt</c> or <c>tag 270</c>.</param>
/// <param name="Count">How many of them, at least 1.</param>
/// <param name="LengthInBytes">Their bytes in the picture; 0 where they count with what they stood in.</param>
public sealed record RemovedPart(RemovedKind Kind, string Name, long Count, long LengthInBytes);
