namespace Locket.Pictures;

/// <summary>One picture to seal.</summary>
/// <param name="SourcePath">The picture; a link is followed.</param>
/// <param name="OutputPath">The sealed picture to make; its folder is made where it is missing.</param>
public sealed record PictureSealJob(string SourcePath, string OutputPath)
{
    /// <summary>A clean copy to make as well, with its folder where that is missing; null for none.</summary>
    public string? CleanCopyPath { get; init; }
}
