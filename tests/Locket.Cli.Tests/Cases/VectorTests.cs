using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Cases;

/// <summary>Every published vector through the command: from a file to a file, and from pipe to pipe.</summary>
public sealed class VectorTests
{
    private static readonly string Folder = Path.Join(Repository.Root, "tests", "testdata", "vectors");

    private static readonly Dictionary<string, int> ExitCodes = new(StringComparer.Ordinal)
    {
        ["valid"] = 0,
        ["no-slot-opens"] = 3,
        ["not-a-locket-file"] = 4,
        ["unsupported-version"] = 4,
        ["damaged-header"] = 5,
        ["damaged-payload"] = 5,
        ["truncated"] = 5,
        ["too-costly"] = 6,
    };

    public static TheoryData<string> Names => [.. All().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Decrypt_Vector_GivesItsResult(string name)
    {
        JsonElement vector = All().Single(found => string.Equals(found.GetProperty("name").GetString(), name, StringComparison.Ordinal));
        using CommandLineHarness harness = new();
        string file = vector.GetProperty("file").GetString()!;
        File.Copy(Path.Join(Folder, file), harness.PathOf("in"));
        string[] secrets = Secrets(harness, vector);
        if (secrets.Length == 0)
        {
            // Nobody is asked where no password can open; elsewhere this person tries as often as one may.
            harness.Answers.AddRange(["wrong", "wrong", "wrong"]);
        }

        string expected = vector.GetProperty("expect").GetString()!;
        IReadOnlyList<string> before = harness.Tree();

        CommandResult toFile = await harness.RunAsync(["decrypt", "--tar", .. secrets, "in", "-o", "out"]);
        harness.Input = harness.Read("in");
        CommandResult toPipe = await harness.RunAsync(["decrypt", .. secrets]);

        Assert.Equal((ExitCodes[expected], ExitCodes[expected]), (toFile.ExitCode, toPipe.ExitCode));
        if (expected is "valid")
        {
            string hash = vector.GetProperty("contentSha256").GetString()!;
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(harness.Read("out"))));
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(toPipe.Output)));
            Assert.Equal((string.Empty, string.Empty), (toFile.Error, toPipe.Error));
            return;
        }

        Assert.Contains("locket: in: ", toFile.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", toFile.Error, StringComparison.Ordinal);
        Assert.Equal(before, harness.Tree(), StringComparer.Ordinal);
    }

    private static string[] Secrets(CommandLineHarness harness, JsonElement vector)
    {
        List<string> options = [];
        JsonElement secret = vector.GetProperty("secret");
        if (secret.TryGetProperty("password", out JsonElement password))
        {
            // One final line end is not part of a password in a file.
            harness.Write("pw", password.GetString() + "\n");
            options.AddRange(["--password-file", "pw"]);
        }

        if (secret.TryGetProperty("keyHex", out JsonElement key))
        {
            string text = Convert.ToBase64String(Convert.FromHexString(key.GetString()!)).TrimEnd('=');
            harness.Write("my.key", Encoding.ASCII.GetBytes($"locket-key/v1 {text}\n"));
            options.AddRange(["--key-file", "my.key"]);
        }

        return [.. options];
    }

    private static List<JsonElement> All()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Join(Folder, "vectors.json")));
        return [.. document.RootElement.EnumerateArray().Select(vector => vector.Clone())];
    }
}
