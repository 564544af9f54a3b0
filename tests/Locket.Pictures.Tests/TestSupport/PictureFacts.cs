namespace Locket.Pictures.Tests.TestSupport;

/// <summary>What Pillow says of a picture.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Width">In pixels; 1 where Pillow cannot tell.</param>
/// <param name="Height">In pixels; 1 where Pillow cannot tell.</param>
/// <param name="IsGood">Whether Pillow decodes it.</param>
internal sealed record PictureFacts(string Path, DecodableFormat Format, int Width, int Height, bool IsGood);
