namespace Locket.Pictures.Decoding;

/// <summary>
/// What libgd is given of a GIF or WebP, and where it belongs: libgd knows neither that a frame may be smaller than the picture nor
/// animated WebP at all.
/// </summary>
/// <param name="File">A file that libgd decodes.</param>
/// <param name="Width">Of the whole picture, in pixels.</param>
/// <param name="Height">Of the whole picture, in pixels.</param>
/// <param name="Left">Where the frame begins.</param>
/// <param name="Top">Where the frame begins.</param>
internal sealed record FirstFrame(byte[] File, int Width, int Height, int Left, int Top);
