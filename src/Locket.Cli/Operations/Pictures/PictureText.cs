using System.Globalization;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>The details of one sealed picture for people.</summary>
internal static class PictureText
{
    private const int LabelWidth = 10;

    public static void Write(TextWriter output, SealedPictureJson picture)
    {
        output.WriteLine(Shown.Text(picture.File));
        string restored = string.Equals(picture.Name, picture.SafeName, StringComparison.Ordinal) ? string.Empty
            : $" (restored as {Shown.Text(picture.SafeName ?? string.Empty)})";
        Row(output, "name", picture.Name is null ? "-" : Shown.Text(picture.Name) + restored);
        Row(output, "type", PictureFacts.Type(picture));
        Row(output, "size", PictureFacts.Dimensions(picture) + (picture.Orientation is > 1
            ? string.Create(CultureInfo.InvariantCulture, $" (stored with orientation {picture.Orientation})")
            : string.Empty));
        Row(
            output,
            "length",
            picture.ContentLengthInBytes is long length ? Shown.ExactSize(length) : "unknown: the end of the file is missing");
        Row(output, "taken", picture.TakenAt is null ? "-" : PictureFacts.Taken(picture) + TakenOffsetText.Clock(picture.TakenOffset));
        Row(output, "place", picture.HasPlace switch
        {
            true => "the picture says where it was taken",
            false => "the picture does not say where it was taken",
            null => "-",
        });
        Row(
            output,
            "modified",
            picture.ModificationTime?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "-");
        Row(output, "SHA-256", picture.Sha256 ?? "-");
        Row(output, "thumbnail", picture.HasThumbnail ? "sealed in the header" : "none");
    }

    private static void Row(TextWriter output, string label, string text) => output.WriteLine($"  {label.PadRight(LabelWidth)} {text}");
}
