namespace Locket.Pictures.Details;

/// <summary>Where an EXIF block is in a picture.</summary>
/// <param name="Offset">Where it begins, with or without JPEG's introduction.</param>
/// <param name="End">Where it ends at the latest.</param>
internal readonly record struct ExifPlace(long Offset, long End);
