using Locket.Pictures.Cleaning;
using Locket.Pictures.Containers;

namespace Locket.Pictures;

/// <summary>
/// Takes out of a picture what it tells beside its pixels, without decoding them: coded pixels are copied byte for byte
/// (docs/pictures.md, "Cleaning").
/// </summary>
public static class PictureCleaner
{
    private const int StartInBytes = 32;

    /// <summary>Whether pictures of this format can be cleaned: PNG, APNG, JPEG, GIF, WebP and TIFF.</summary>
    /// <param name="type">The format.</param>
    /// <returns><see langword="true"/> where they can.</returns>
    public static bool CanClean(PictureType type)
        => type is PictureType.Png or PictureType.Apng or PictureType.Jpeg or PictureType.Gif or PictureType.WebP or PictureType.Tiff;

    /// <summary>Writes a clean copy of a picture. PNG, JPEG and GIF are streamed.</summary>
    /// <param name="picture">
    /// The picture, from the stream's position to its end. WebP and TIFF from a stream that cannot seek are held in memory, up to 256 MiB.
    /// </param>
    /// <param name="output">Where the clean copy goes; <see cref="Stream.Null"/> to learn only what would be removed.</param>
    /// <param name="options">What to keep; <see cref="CleaningOptions.Default"/> where null.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="ArgumentException">A stream cannot be read or written, or both are the same.</exception>
    /// <exception cref="PictureException">
    /// The picture cannot be cleaned: unknown, of another format, damaged, or with something in it that is not understood. It is refused
    /// rather than passed on; what was written until then must be discarded.
    /// </exception>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public static CleaningReport Clean(Stream picture, Stream output, CleaningOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(output);
        if (!picture.CanRead)
        {
            throw new ArgumentException("the stream cannot be read", nameof(picture));
        }

        if (!output.CanWrite || ReferenceEquals(picture, output))
        {
            throw new ArgumentException("the stream cannot be written, or is the picture's own", nameof(output));
        }

        return CleanCore(picture, output, options ?? CleaningOptions.Default);
    }

    private static CleaningReport CleanCore(Stream picture, Stream output, CleaningOptions options)
    {
        PictureSource source = new(picture);
        if (!PictureInfo.TryRead(source.PeekStart(StartInBytes), out PictureInfo? info))
        {
            throw new PictureException(PictureFailure.NotAPicture, "the bytes begin like no picture that is known", 0);
        }

        if (info.Damage == PictureDamage.Malformed)
        {
            throw new PictureException(PictureFailure.Damaged, "the picture's header is malformed", 0);
        }

        RemovalLog log = new();
        CountedOutput counted = new(output);
        long before;
        switch (info.Type)
        {
            case PictureType.Png or PictureType.Apng:
                PngCleaner.Clean(source, counted, log, options);
                before = source.Position;
                break;
            case PictureType.Jpeg:
                JpegCleaner.Clean(source, counted, log, options);
                before = source.Position;
                break;
            case PictureType.Gif:
                GifCleaner.Clean(source, counted, log, options);
                before = source.Position;
                break;
            case PictureType.WebP:
                PlacedSource webP = HeldPicture.Of(source, picture);
                WebPCleaner.Clean(webP, counted, log, options);
                before = webP.Length;
                break;
            case PictureType.Tiff:
                PlacedSource tiff = HeldPicture.Of(source, picture);
                TiffCleaner.Clean(tiff, counted, log, options);
                before = tiff.Length;
                break;
            default:
                throw new PictureException(PictureFailure.Unsupported, $"pictures of type {info.MediaType} cannot be cleaned");
        }

        counted.Flush();
        return new()
        {
            Type = info.Type,
            MediaType = info.MediaType,
            Removed = log.Parts,
            LengthBeforeInBytes = before,
            LengthAfterInBytes = counted.Length,
        };
    }
}
