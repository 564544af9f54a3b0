namespace Locket.Pictures;

/// <summary>One sealed picture to open.</summary>
/// <param name="SourcePath">The sealed picture.</param>
/// <param name="NameOutput">
/// The path of the picture to make, from what is sealed beside it; see <see cref="FileMetadata.SafeName"/>. Its folder is made where it is
/// missing.
/// </param>
public sealed record PictureOpenJob(string SourcePath, Func<FileMetadata?, string> NameOutput);
