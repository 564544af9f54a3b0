namespace Locket.Pictures.Cleaning;

/// <summary>A strip or tile.</summary>
/// <param name="Offset">Where it stands in the old file.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="IsJpeg">Whether it is a JPEG file of its own.</param>
/// <param name="CleanLength">How long it is in the new file.</param>
internal readonly record struct TiffPart(long Offset, long Length, bool IsJpeg, long CleanLength);
