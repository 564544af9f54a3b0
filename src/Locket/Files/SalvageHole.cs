namespace Locket;

/// <summary>A stretch of content that did not verify.</summary>
/// <param name="OffsetInBytes">Where it begins in the content.</param>
/// <param name="LengthInBytes">How long it is.</param>
public readonly record struct SalvageHole(long OffsetInBytes, long LengthInBytes);
