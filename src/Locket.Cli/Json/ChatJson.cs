using System.Text.Json;
using System.Text.Json.Serialization;

namespace Locket.Cli.Json;

/// <summary>How events of a chat become JSON: one object on one line, camelCase, without what does not apply.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatEventJson))]
internal sealed partial class ChatJson : JsonSerializerContext
{
    /// <summary>The context to use: text stays readable, but control and format characters are escaped.</summary>
    public static ChatJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JsonText.Encoder,
    });

    /// <summary>An event as the line that programs read, without its end.</summary>
    public static string Line(ChatEventJson found) => JsonSerializer.Serialize(found, Readable.ChatEventJson);
}
