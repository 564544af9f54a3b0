namespace Locket.Classic;

/// <summary>A field of a byte layout.</summary>
/// <param name="Name">What it holds.</param>
/// <param name="LengthInBytes">How long it is in the example.</param>
public sealed record ExplanationField(string Name, int LengthInBytes);
