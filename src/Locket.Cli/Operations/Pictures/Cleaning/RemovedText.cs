using System.Globalization;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures.Cleaning;

/// <summary>What was removed from a picture, for programs and for people.</summary>
internal static class RemovedText
{
    public static RemovedJson Json(RemovedPart part) => new(NameOf(part.Kind), part.Name, part.Count, part.LengthInBytes);

    /// <summary>The kind's name in JSON.</summary>
    private static string NameOf(RemovedKind kind) => kind switch
    {
        RemovedKind.Exif => "exif",
        RemovedKind.Location => "place",
        RemovedKind.Xmp => "xmp",
        RemovedKind.Iptc => "iptc",
        RemovedKind.Comment => "text",
        RemovedKind.Thumbnail => "thumbnail",
        RemovedKind.ColorProfile => "color-profile",
        RemovedKind.Orientation => "orientation",
        RemovedKind.OtherPictures => "other-pictures",
        RemovedKind.Sealed => "sealed-file",
        RemovedKind.Trailing => "behind-the-end",
        _ => "other",
    };

    public static string Line(RemovedPart part)
    {
        List<string> facts = [];
        if (part.Kind is not (RemovedKind.Trailing or RemovedKind.Orientation))
        {
            facts.Add(Shown.Text(part.Name));
        }

        if (part.Count > 1)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"{part.Count} times"));
        }

        if (part.LengthInBytes > 0)
        {
            facts.Add(Shown.Size(part.LengthInBytes));
        }

        return facts.Count == 0 ? Words(part.Kind) : $"{Words(part.Kind)} ({string.Join(", ", facts)})";
    }

    private static string Words(RemovedKind kind) => kind switch
    {
        RemovedKind.Exif => "EXIF: what the camera wrote",
        RemovedKind.Location => "the place where it was taken",
        RemovedKind.Xmp => "XMP: what programs wrote",
        RemovedKind.Iptc => "IPTC or Photoshop's data",
        RemovedKind.Comment => "text",
        RemovedKind.Thumbnail => "a smaller picture of it",
        RemovedKind.ColorProfile => "color profile",
        RemovedKind.Orientation => "orientation",
        RemovedKind.OtherPictures => "other pictures in the same file",
        RemovedKind.Sealed => "a sealed file",
        RemovedKind.Trailing => "bytes behind the picture's end",
        _ => "other data",
    };
}
