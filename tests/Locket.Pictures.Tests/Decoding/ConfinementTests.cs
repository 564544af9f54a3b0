using System.Diagnostics;
using Locket.Pictures.Decoding;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Decoding;

/// <summary>What a decoder process can no longer do.</summary>
public sealed class ConfinementTests
{
    [Fact]
    public async Task TryEnter_ThenAttempts_FailButForWhatDecodingNeeds()
    {
        using TempFolder folder = new();
        string kept = folder.Write("probe.kept", [1]);
        ProcessStartInfo start = new(Environment.ProcessPath!, [DecoderChildEntry.ProbeVerb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PROBE_FILE"] = folder.File("probe");
        using Process probe = Process.Start(start)!;
        string output = await probe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await probe.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(probe.ExitCode == 0, output + error);

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int border = Array.IndexOf(lines, "confined");
        Assert.Equal(8, border);
        Assert.All(lines[..border], line => Assert.EndsWith(": yes", line, StringComparison.Ordinal));
        Assert.Equal("take some memory: yes", Assert.Single(lines[(border + 1)..], line => line.EndsWith(": yes", StringComparison.Ordinal)));
        Assert.Equal(lines.Length - border - 1 - 1, lines[(border + 1)..].Count(line => line.EndsWith(": no", StringComparison.Ordinal)));
        Assert.True(File.Exists(kept));
        Assert.Equal("probe.kept", Assert.Single(folder.Names));
    }

    [Fact]
    public void Environment_OfAChild_HasNoSecrets()
    {
        Environment.SetEnvironmentVariable("LOCKET_TEST_PASSWORD", "correct horse");
        Dictionary<string, string?> made = DecoderEnvironment.Make(new DecoderLimits());
        Assert.DoesNotContain(made.Values, value => value is "correct horse");
        Assert.DoesNotContain("HOME", made.Keys, StringComparer.Ordinal);
    }
}
