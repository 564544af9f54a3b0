using System.Numerics;
using System.Text.Json;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>Reads the files of published vectors; one without a case fails.</summary>
internal static class JsonVectors
{
    public static JsonElement Read(string relativePath)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Vectors.Require(relativePath)));
        return document.RootElement.Clone();
    }

    public static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(Text(element, name));

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static BigInteger Number(JsonElement element) => BigField.Hex(element.GetString()![2..]);

    public static IReadOnlyList<JsonElement> Cases(JsonElement root, string name)
    {
        JsonElement[] cases = [.. root.GetProperty(name).EnumerateArray()];
        Assert.NotEmpty(cases);
        return cases;
    }
}
