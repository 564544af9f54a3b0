using Locket.Pictures.Details;
using Locket.Pictures.Recognition;

namespace Locket.Pictures;

/// <summary>What a picture says of how it was taken (docs/pictures.md, "Details"): claims of whoever wrote it.</summary>
public sealed record PictureDetails
{
    /// <summary>Nothing is known.</summary>
    public static PictureDetails None { get; } = new();

    /// <summary>
    /// When it was taken, by the camera's clock, to the second; of no particular time zone, unless <see cref="TakenOffset"/> says.
    /// </summary>
    public DateTime? Taken { get; init; }

    /// <summary>How far that clock was ahead of UTC, where the camera said so.</summary>
    public TimeSpan? TakenOffset { get; init; }

    /// <summary>
    /// Whether it says where on earth it was taken. Where, is not told here. <see langword="false"/> where an EXIF block was read and names
    /// no place, and where the picture was looked through and could name none; <see langword="null"/> where that is not known.
    /// </summary>
    public bool? HasPlace { get; init; }

    /// <summary>The camera's maker and model, at most 128 characters, none of them control characters; null where not said.</summary>
    public string? Camera { get; init; }

    /// <summary>Reads the details of a picture in memory. Damaged and unknown ones have none.</summary>
    /// <param name="picture">The whole file, or as much of its beginning as holds its metadata.</param>
    /// <returns>The details; <see cref="None"/> where there are none.</returns>
    public static PictureDetails Read(ReadOnlySpan<byte> picture)
    {
        PictureBytes bytes = new(picture);
        return ReadCore(ref bytes);
    }

    /// <summary>Reads the details of a picture. Damaged and unknown ones have none.</summary>
    /// <param name="picture">The picture, from the stream's position on. It must be able to seek, and is put back.</param>
    /// <returns>The details; <see cref="None"/> where there are none.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static PictureDetails Read(Stream picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (!picture.CanRead || !picture.CanSeek)
        {
            throw new ArgumentException("the stream cannot be read, or cannot seek", nameof(picture));
        }

        using StreamWindow window = new(picture);
        PictureBytes bytes = new(window);
        return ReadCore(ref bytes);
    }

    private static PictureDetails ReadCore(ref PictureBytes bytes)
    {
        bool hasExif = ExifFinder.TryFind(ref bytes, out ExifPlace place);
        PictureDetails details = hasExif && ExifExcerpt.TryMake(ref bytes, place, out byte[] excerpt) ? ExifDetails.Read(excerpt) : None;
        if (details.HasPlace is true)
        {
            return details;
        }

        bool? others = PlaceSearch.LookBesideExif(ref bytes);
        if (others is true)
        {
            return details with { HasPlace = true };
        }

        // EXIF that is there and could not be read may say anything.
        bool? withoutFacts = hasExif ? null : others;
        return details with { HasPlace = details.HasPlace ?? withoutFacts };
    }
}
