namespace Locket.Pictures;

/// <summary>Makes small pictures of large ones.</summary>
public interface IThumbnailMaker
{
    /// <summary>Makes a thumbnail. A picture of which none can be made is no error: the result says why.</summary>
    /// <param name="picture">The picture; its orientation is applied.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The thumbnail, or why there is none.</returns>
    /// <exception cref="ArgumentException">A value of <paramref name="picture"/> is out of range.</exception>
    /// <exception cref="IOException">The picture cannot be read.</exception>
    /// <exception cref="OperationCanceledException">As asked.</exception>
    DecoderResult<Thumbnail> Make(PictureInput picture, CancellationToken cancellationToken = default);
}
