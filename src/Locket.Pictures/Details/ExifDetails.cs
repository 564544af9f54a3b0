using System.Globalization;
using System.Text;
using Locket.Metadata;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.IO;

namespace Locket.Pictures.Details;

/// <summary>Has MetadataExtractor read an excerpt, and makes plain values of what it finds.</summary>
internal static class ExifDetails
{
    private const int MaxTextInChars = 128;

    private const string TimeFormat = "yyyy:MM:dd HH:mm:ss";

    public static PictureDetails Read(byte[] excerpt)
    {
        IReadOnlyList<MetadataExtractor.Directory> directories;
        try
        {
            directories = new ExifReader().Extract(new ByteArrayReader(excerpt));
        }
#pragma warning disable CA1031 // whatever a reader of hostile bytes throws, it means that there are no details
        catch (Exception)
#pragma warning restore CA1031
        {
            return PictureDetails.None;
        }

        MetadataExtractor.Directory? first = directories.OfType<ExifIfd0Directory>().FirstOrDefault();
        MetadataExtractor.Directory? exif = directories.OfType<ExifSubIfdDirectory>().FirstOrDefault();
        GpsDirectory? gps = directories.OfType<GpsDirectory>().FirstOrDefault();
        DateTime? taken = Time(exif, ExifDirectoryBase.TagDateTimeOriginal) ?? Time(exif, ExifDirectoryBase.TagDateTimeDigitized)
            ?? Time(first, ExifDirectoryBase.TagDateTime);
        return new()
        {
            Taken = taken,
            TakenOffset = taken is null ? null : Offset(exif, 0x9011) ?? Offset(exif, 0x9010),
            HasPlace = gps is not null && gps.ContainsTag(GpsDirectory.TagLatitude) && gps.ContainsTag(GpsDirectory.TagLongitude),
            Camera = Camera(Text(first, ExifDirectoryBase.TagMake), Text(first, ExifDirectoryBase.TagModel)),
        };
    }

    private static DateTime? Time(MetadataExtractor.Directory? directory, int tag)
        => Text(directory, tag) is string text
            && DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
                ? time
                : null;

    /// <summary>As in <c>+02:00</c>.</summary>
    private static TimeSpan? Offset(MetadataExtractor.Directory? directory, int tag)
        => Text(directory, tag) is string text ? ClockZone.TryRead(text) : null;

    /// <summary>Models often begin with their maker's name; it is said once.</summary>
    private static string? Camera(string? maker, string? model)
    {
        if (maker is null || model is null)
        {
            return maker ?? model;
        }

        string both = model.StartsWith(maker.Split(' ')[0], StringComparison.OrdinalIgnoreCase) ? model : $"{maker} {model}";
        return both.Length <= MaxTextInChars ? both : model;
    }

    private static string? Text(MetadataExtractor.Directory? directory, int tag)
    {
        if (directory?.GetObject(tag) is not StringValue value)
        {
            return null;
        }

        // Cameras write ASCII; what is not is shown as well as can be, and never reaches a terminal as a control character.
        StringBuilder text = new();
        foreach (Rune rune in Encoding.UTF8.GetString(value.Bytes).EnumerateRunes())
        {
            if (rune.Value == 0 || text.Length >= MaxTextInChars - 1)
            {
                break;
            }

            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
            {
                text.Append(' ');
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        string trimmed = text.ToString().Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }
}
