using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Locket.Metadata;

/// <summary>Metadata as JSON text, padded with spaces so that its length says little (docs/format.md, "Metadata").</summary>
internal static class MetadataJson
{
    public const int PaddingInBytes = 128;

    /// <summary>Room for the longest name in any script, many times over.</summary>
    public const int MaxLengthInBytes = 8192;

    /// <summary>EXIF's last.</summary>
    private const int MaxOrientation = 8;

    private const int Sha256InDigits = 64;

    private const string ClockFormat = "yyyy-MM-dd'T'HH:mm:ss";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="ArgumentException">A value is one that no reader accepts.</exception>
    public static byte[] Write(FileMetadata metadata)
    {
        if (metadata.Width < 1 || metadata.Height < 1 || metadata.Orientation is < 1 or > MaxOrientation
            || metadata.TakenOffset is TimeSpan zone && !ClockZone.IsPossible(zone)
            || metadata.Kind is not (ContentKind.File or ContentKind.Tar) || metadata.Sha256 is string digest && !IsSha256(digest))
        {
            throw new ArgumentException("the metadata has a value that is out of range", nameof(metadata));
        }

        ArrayBufferWriter<byte> output = new(MaxLengthInBytes);
        using (Utf8JsonWriter json = new(output, Plain))
        {
            json.WriteStartObject();
            json.WriteString("kind", metadata.Kind == ContentKind.Tar ? "tar" : "file");
            WriteText(json, "name", metadata.Name);
            WriteText(json, "modified", metadata.ModificationTime?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            WriteText(json, "type", metadata.MediaType);
            WriteNumber(json, "width", metadata.Width);
            WriteNumber(json, "height", metadata.Height);
            WriteNumber(json, "orientation", metadata.Orientation);
            WriteTruth(json, "animated", metadata.IsAnimated);
            WriteText(json, "taken", metadata.TakenAt?.ToString(ClockFormat, CultureInfo.InvariantCulture));
            WriteText(json, "zone", metadata.TakenOffset is TimeSpan ahead ? ClockZone.Write(ahead) : null);
            WriteTruth(json, "place", metadata.HasPlace);
            WriteText(json, "sha256", metadata.Sha256);
            json.WriteEndObject();
        }

        int padded = (output.WrittenCount + PaddingInBytes - 1) / PaddingInBytes * PaddingInBytes;
        if (padded > MaxLengthInBytes)
        {
            throw new ArgumentException($"the metadata is longer than {MaxLengthInBytes} bytes", nameof(metadata));
        }

        byte[] text = new byte[padded];
        text.AsSpan().Fill((byte)' ');
        output.WrittenSpan.CopyTo(text);

        // The buffer never had to grow, so that this zeroes the only copy besides the caller's own.
        output.Clear();
        return text;
    }

    public static FileMetadata Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            RequireWholeStrings(document.RootElement);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new LocketException(LocketFailure.DamagedHeader, "the sealed metadata is malformed", innerException: exception);
        }
    }

    private static FileMetadata Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException();
        }

        return new FileMetadata
        {
            Kind = ReadText(root, "kind") switch
            {
                null or "file" => ContentKind.File,
                "tar" => ContentKind.Tar,
                _ => throw new FormatException(),
            },
            Name = ReadText(root, "name"),
            ModificationTime = ReadText(root, "modified") is string time ? ParseTime(time) : null,
            MediaType = ReadText(root, "type"),
            Width = ReadNumber(root, "width", int.MaxValue),
            Height = ReadNumber(root, "height", int.MaxValue),
            Orientation = ReadNumber(root, "orientation", MaxOrientation),
            IsAnimated = ReadTruth(root, "animated"),
            TakenAt = ReadText(root, "taken") is string clock
                ? DateTime.ParseExact(clock, ClockFormat, CultureInfo.InvariantCulture)
                : null,
            TakenOffset = ReadText(root, "zone") is not string zone ? null : ClockZone.TryRead(zone) ?? throw new FormatException(),
            HasPlace = ReadTruth(root, "place"),
            Sha256 = ReadSha256(root),
        };
    }

    private static string? ReadSha256(JsonElement root)
    {
        string? digits = ReadText(root, "sha256");
        return digits is null || IsSha256(digits) ? digits : throw new FormatException();
    }

    /// <summary>Strings with half a surrogate pair are found wherever they stand: reading one throws.</summary>
    private static void RequireWholeStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    RequireWholeStrings(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    _ = member.Name;
                    RequireWholeStrings(member.Value);
                }

                break;
        }
    }

    private static DateTimeOffset ParseTime(string text)
    {
        // The format string alone would accept "12:00:00." with no digit behind the point.
        bool isWellFormed = text.Length is 20 or (>= 22 and <= 28) && (text.Length == 20 || text[19] == '.');
        return isWellFormed && DateTimeOffset.TryParseExact(
                text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new FormatException();
    }

    private static bool IsSha256(string text) => text.Length == Sha256InDigits && text.All(char.IsAsciiHexDigitLower);

    private static bool? ReadTruth(JsonElement root, string name)
        => root.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : null;

    private static string? ReadText(JsonElement root, string name)
        => root.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? throw new FormatException() : null;

    private static int? ReadNumber(JsonElement root, string name, int max)
    {
        if (!root.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        // "1e2" and "1.0" are numbers in JSON, but not how this format writes them.
        bool isPlain = value.ValueKind == JsonValueKind.Number && value.GetRawText().All(char.IsAsciiDigit);
        return isPlain && value.TryGetInt32(out int number) && number >= 1 && number <= max ? number : throw new FormatException();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTruth(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is not null)
        {
            json.WriteBoolean(name, value.Value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is not null)
        {
            json.WriteNumber(name, value.Value);
        }
    }
}
