namespace Locket.Pictures;

/// <summary>One picture to clean.</summary>
/// <param name="SourcePath">The picture; a link is followed.</param>
/// <param name="OutputPath">
/// The clean copy to make, with its folder where that is missing; null to learn only what would be removed.
/// </param>
public sealed record PictureCleanJob(string SourcePath, string? OutputPath);
