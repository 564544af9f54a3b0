namespace Locket.Pictures.Carriers;

/// <summary>A piece of a carried file.</summary>
/// <param name="Start">Where it begins in the file.</param>
/// <param name="Place">Where it begins in the picture's stream.</param>
/// <param name="LengthInBytes">Its length.</param>
internal readonly record struct CarriedExtent(long Start, long Place, int LengthInBytes);
