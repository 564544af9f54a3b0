using System.Text.Json;
using System.Text.Json.Nodes;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.TestSupport;

/// <summary>tests/interop/classic/schemes.py, which knows the schemes from their description and two other libraries.</summary>
internal static class ClassicPeer
{
    private const string Python = "/usr/bin/python3";

    public static readonly string[] Libraries = ["cryptodome", "cryptography"];

    /// <summary>Runs jobs, or skips (with CI=true: fails) the calling test where the peer's libraries are missing.</summary>
    /// <returns>A result for each job; null where it does not open.</returns>
    public static async Task<byte[]?[]> RunAsync(IReadOnlyList<JsonObject> jobs)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        if (!File.Exists(Python))
        {
            Absent.SkipOrFail($"{Python} is missing.");
        }

        PeerResult found = await Peer.RunAsync(Python, ["-c", "import cryptography, Cryptodome"], ReadOnlyMemory<byte>.Empty, stop);
        if (found.ExitCode != 0)
        {
            Absent.SkipOrFail("Python lacks the package cryptography or Cryptodome.");
        }

        JsonArray array = [.. jobs];
        byte[] input = JsonSerializer.SerializeToUtf8Bytes(array);
        PeerResult result = await Peer.RunAsync(
            Python, ["-B", Repository.PathOf("tests", "interop", "classic", "schemes.py")], input, stop);
        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        byte[]?[] results = [.. document.RootElement.EnumerateArray().Select(item => item.GetString() is string hex ? Convert.FromHexString(hex) : null)];
        Assert.Equal(jobs.Count, results.Length);
        return results;
    }
}
