using System.Text;
using System.Text.Json;
using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Cpace;

/// <summary>Compares with the second implementation, tests/interop/cpace.py.</summary>
public class CpaceInteropTests
{
    private const int Runs = 100;

    private static readonly string[] InputNames = ["prs", "ci", "sid", "ada", "adb", "ya", "yb"];

    [Fact]
    public async Task Run_RandomInputs_GivesWhatPythonComputes()
    {
        await Python.RequireAsync();
        Dictionary<string, byte[]>[] inputs = [.. Enumerable.Range(0, Runs).Select(DrawInputs)];
        PeerResult result = await RunAsync("cpace.py", Encoding.ASCII.GetBytes(string.Concat(inputs.Select(ToJsonLine))));
        Assert.True(result.ExitCode == 0, result.Error);

        string[] answers = result.Text.Split('\n');
        Assert.Equal(Runs, answers.Length);
        for (int i = 0; i < Runs; i++)
        {
            using JsonDocument answer = JsonDocument.Parse(answers[i]);
            Check(inputs[i], answer.RootElement);
        }
    }

    [Fact]
    public async Task TestCpace_PublishedVectors_Passes()
    {
        await Python.RequireAsync();
        _ = Vectors.Require("cpace");
        PeerResult result = await RunAsync("test_cpace.py", []);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.DoesNotContain("skipped", result.Error, StringComparison.Ordinal);
    }

    private static void Check(Dictionary<string, byte[]> input, JsonElement expected)
    {
        CpaceInputs inputs = new() { PasswordSecret = input["prs"], Channel = input["ci"], Session = input["sid"] };
        using P256Point generator = CpaceGenerator.Compute(inputs);
        Assert.Equal(JsonVectors.Hex(expected, "generator"), generator.Encoded);

        using CpaceInitiator a = new(inputs, input["ada"], new GivenRandom(input["ya"]));
        Assert.Equal(JsonVectors.Hex(expected, "Ya"), a.Share);
        Assert.True(CpaceResponder.TryRespond(
            inputs, new(a.Share, input["ada"]), input["adb"], new GivenRandom(input["yb"]), out CpaceResponder? b));
        Assert.Equal(JsonVectors.Hex(expected, "Yb"), b.Share);
        Assert.Equal(JsonVectors.Hex(expected, "Tb"), b.Tag);

        (byte[] Key, byte[] Tag)? result = CpaceParty.Finish(a, b.Share, input["adb"], b.Tag);
        Assert.Equal(JsonVectors.Hex(expected, "ISK"), result!.Value.Key);
        Assert.Equal(JsonVectors.Hex(expected, "Ta"), result.Value.Tag);
        Assert.True(b.TryConfirm(result.Value.Tag, out SecretBytes? key));
        Assert.Equal(JsonVectors.Hex(expected, "ISK"), key.Span);
        key.Dispose();
        b.Dispose();
    }

    /// <summary>Draws inputs of 0 to 299 bytes, so that lengths of one and two bytes occur, and two scalars.</summary>
    private static Dictionary<string, byte[]> DrawInputs(int run)
    {
        var random = new Random(run);
        var input = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string name in InputNames)
        {
            byte[] bytes = new byte[name is "ya" or "yb" ? P256PrivateKey.LengthInBytes : random.Next(300)];
            random.NextBytes(bytes);
            input[name] = bytes;
        }

        return input;
    }

    private static string ToJsonLine(Dictionary<string, byte[]> input)
        => JsonSerializer.Serialize(
            input.ToDictionary(pair => pair.Key, pair => Convert.ToHexString(pair.Value), StringComparer.Ordinal)) + "\n";

    private static Task<PeerResult> RunAsync(string file, byte[] input)
        => Peer.RunAsync(
            Python.Path, ["-B", Repository.PathOf("tests", "interop", file)], input, TestContext.Current.CancellationToken);
}
