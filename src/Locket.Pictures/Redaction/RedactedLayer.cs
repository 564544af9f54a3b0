namespace Locket.Pictures;

/// <summary>What a layer gives back.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="Areas">
/// Its rectangles, grown as what is hidden is, without the pixels that hold traces of what is hidden from its readers.
/// </param>
/// <param name="MissingPixelCount">
/// Pixels of its rectangles that are missing for that reason; 0 where the original was coded without loss.
/// </param>
public sealed record RedactedLayer(string Name, IReadOnlyList<PictureArea> Areas, long MissingPixelCount);
