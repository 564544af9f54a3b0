using System.Text.Json;

namespace Locket.Tests.TestSupport;

/// <summary>Reads files of the Wycheproof project.</summary>
internal static class Wycheproof
{
    /// <summary>Runs an action over every test of a file, with its group; fails where there is none.</summary>
    /// <returns>How many there were.</returns>
    public static int ForEach(string file, Action<JsonElement, JsonElement> run)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Vectors.Require("wycheproof/" + file)));
        int count = 0;
        foreach (JsonElement group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                run(group, test);
            }
        }

        Xunit.Assert.Equal(document.RootElement.GetProperty("numberOfTests").GetInt32(), count);
        Xunit.Assert.NotEqual(0, count);
        return count;
    }

    public static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);

    public static bool IsValid(JsonElement test) => string.Equals(test.GetProperty("result").GetString(), "valid", StringComparison.Ordinal);

    public static string Name(JsonElement test) => $"test {test.GetProperty("tcId").GetInt32()}";
}
