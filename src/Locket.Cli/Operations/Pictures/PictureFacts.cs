using System.Globalization;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What a sealed picture says of itself, for programs and for people.</summary>
internal static class PictureFacts
{
    private const string Unknown = "-";

    /// <summary>EXIF's orientations from here on exchange width and height.</summary>
    private const int FirstTurned = 5;

    public static SealedPictureJson From(string name, SealedPicture picture) => new()
    {
        File = name,
        Name = picture.Metadata?.Name,
        SafeName = picture.Metadata?.SafeName,
        MediaType = picture.Metadata?.MediaType,
        Width = picture.Metadata?.Width,
        Height = picture.Metadata?.Height,
        Orientation = picture.Metadata?.Orientation,
        Animated = picture.Metadata?.IsAnimated,
        TakenAt = picture.Metadata?.TakenAt,
        TakenOffset = TakenOffsetText.Of(picture.Metadata?.TakenOffset),
        HasPlace = picture.Metadata?.HasPlace,
        HasThumbnail = picture.HasThumbnail,
        ContentLengthInBytes = picture.ContentLengthInBytes,
        ModificationTime = picture.Metadata?.ModificationTime,
        Sha256 = picture.Metadata?.Sha256,
    };

    /// <summary>Width and height as a viewer shows them.</summary>
    public static string Dimensions(SealedPictureJson picture)
    {
        if (picture is not { Width: int width, Height: int height })
        {
            return Unknown;
        }

        return picture.Orientation >= FirstTurned
            ? string.Create(CultureInfo.InvariantCulture, $"{height} x {width}")
            : string.Create(CultureInfo.InvariantCulture, $"{width} x {height}");
    }

    public static string Type(SealedPictureJson picture)
        => (picture.MediaType is null ? Unknown : Shown.Text(picture.MediaType)) + (picture.Animated is true ? ", moving" : string.Empty);

    public static string Length(SealedPictureJson picture) => picture.ContentLengthInBytes is long length ? Shown.Size(length) : "cut off";

    public static string Taken(SealedPictureJson picture)
        => picture.TakenAt?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Place(SealedPictureJson picture) => picture.HasPlace switch
    {
        true => "place",
        false => "no place",
        null => Unknown,
    };
}
