using System.Text.Json;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>The independent reader of metadata.</summary>
internal static class ExifTool
{
    /// <summary>Has it read files, and returns each file's tags by its path; names have their group before them where asked for.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> ReadAsync(IEnumerable<string> arguments, IEnumerable<string> paths)
    {
        string program = Peer.Require("exiftool");
        byte[] list = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', paths) + "\n");
        PeerResult result = await Peer.RunAsync(
            program, ["-q", "-q", "-n", "-json", .. arguments, "-@", "-"], list, TestContext.Current.CancellationToken);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        return document.RootElement.EnumerateArray().ToDictionary(
            file => file.GetProperty("SourceFile").GetString()!, file => file.Clone(), StringComparer.Ordinal);
    }

    public static int? Number(JsonElement tags, string name)
        => tags.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : null;

    public static string? Text(JsonElement tags, string name)
        => tags.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;
}
