using Locket.Pictures.Carriers;
using Locket.Pictures.Containers;

namespace Locket.Pictures;

/// <summary>
/// Files inside a picture file, which every viewer goes on showing: PNG in private chunks, JPEG in APP11 segments, WebP in unknown chunks
/// (docs/pictures.md, "Carriers"). Nothing here encrypts; give it what is sealed already.
/// </summary>
public static class PictureCarrier
{
    /// <summary>The most files in one picture: more than there are people to have a layer of their own.</summary>
    public const int MaxFiles = 64;

    private const int StartInBytes = 32;

    /// <summary>Whether pictures of this format carry files: PNG, APNG, JPEG and WebP.</summary>
    /// <param name="type">The format.</param>
    /// <returns><see langword="true"/> where they do.</returns>
    public static bool CanCarry(PictureType type) => type is PictureType.Png or PictureType.Apng or PictureType.Jpeg or PictureType.WebP;

    /// <summary>Writes a copy of a picture that carries exactly the given files; those it carried before are left out.</summary>
    /// <param name="picture">The picture, from the stream's position on. WebP that cannot seek is held in memory, up to 256 MiB.</param>
    /// <param name="files">The files, each from its stream's position to its end, none empty. They must be able to seek.</param>
    /// <param name="output">Where the copy goes.</param>
    /// <exception cref="ArgumentException">A stream cannot do what it has to, a file is empty, or there are too many.</exception>
    /// <exception cref="PictureException">The picture cannot carry files, or is damaged. What was written must be discarded.</exception>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public static void Write(Stream picture, IReadOnlyList<Stream> files, Stream output)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(output);
        if (!picture.CanRead)
        {
            throw new ArgumentException("the stream cannot be read", nameof(picture));
        }

        if (!output.CanWrite || ReferenceEquals(picture, output))
        {
            throw new ArgumentException("the stream cannot be written, or is the picture's own", nameof(output));
        }

        if (files.Count > MaxFiles || files.Any(file => file is not { CanRead: true, CanSeek: true } || file.Position >= file.Length))
        {
            throw new ArgumentException("a file is empty, or cannot be read or seek, or there are too many", nameof(files));
        }

        WriteCore(picture, files, output);
    }

    /// <summary>Finds the files that a picture carries.</summary>
    /// <param name="picture">
    /// The picture, from the stream's position on; it must be able to seek, and stay open while files are read.
    /// </param>
    /// <returns>The files in their order; none where it carries none, or is of a format that cannot.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    /// <exception cref="PictureException">The picture is unknown or damaged, or its files are not whole.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static IReadOnlyList<CarriedFile> Find(Stream picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (!picture.CanRead || !picture.CanSeek)
        {
            throw new ArgumentException("the stream cannot be read, or cannot seek", nameof(picture));
        }

        long origin = picture.Position;
        PictureInfo info = PictureInfo.TryRead(picture, out PictureInfo? found) ? found : throw NotAPicture();
        PlacedSource source = new(picture);
        CarrierCollector collector = new(picture, origin);
        switch (info.Type)
        {
            case PictureType.Png or PictureType.Apng:
                PngCarrier.Find(source, collector);
                break;
            case PictureType.Jpeg:
                JpegCarrier.Find(source, collector);
                break;
            case PictureType.WebP:
                WebPCarrier.Find(source, collector);
                break;
        }

        picture.Position = origin;
        return collector.Finish();
    }

    private static void WriteCore(Stream picture, IReadOnlyList<Stream> files, Stream output)
    {
        PictureSource source = new(picture);
        if (!PictureInfo.TryRead(source.PeekStart(StartInBytes), out PictureInfo? info))
        {
            throw NotAPicture();
        }

        switch (info.Type)
        {
            case PictureType.Png or PictureType.Apng:
                PngCarrier.Write(source, new(files), output);
                source.CopyToEnd(output);
                break;
            case PictureType.Jpeg:
                JpegCarrier.Write(source, new(files), output);
                source.CopyToEnd(output);
                break;
            case PictureType.WebP:
                WebPCarrier.Write(HeldPicture.Of(source, picture), info, files, output);
                break;
            default:
                throw new PictureException(PictureFailure.Unsupported, $"pictures of type {info.MediaType} carry no files");
        }

        output.Flush();
    }

    private static PictureException NotAPicture()
        => new(PictureFailure.NotAPicture, "the bytes begin like no picture that is known", 0);
}
