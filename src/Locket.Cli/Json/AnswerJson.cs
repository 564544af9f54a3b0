using System.Text.Json;
using System.Text.Json.Serialization;

namespace Locket.Cli.Json;

/// <summary>How answers become JSON: one object on one line, camelCase, nothing found out at run time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InspectionJson))]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(NewPasswordJson))]
[JsonSerializable(typeof(RatingJson))]
[JsonSerializable(typeof(BenchJson))]
[JsonSerializable(typeof(AdoptJson))]
[JsonSerializable(typeof(AdoptSummaryJson))]
[JsonSerializable(typeof(SocketEventJson))]
[JsonSerializable(typeof(PictureJson))]
[JsonSerializable(typeof(PictureSummaryJson))]
[JsonSerializable(typeof(SealedPictureJson))]
[JsonSerializable(typeof(CleanedJson))]
[JsonSerializable(typeof(CleanedSummaryJson))]
[JsonSerializable(typeof(RedactionJson))]
[JsonSerializable(typeof(RevealJson))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>The context to use: text stays readable, but control and format characters are escaped.</summary>
    public static AnswerJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JsonText.Encoder,
    });
}
