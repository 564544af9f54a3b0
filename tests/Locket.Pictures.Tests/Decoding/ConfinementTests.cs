using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Locket.Pictures.Decoding;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Decoding;

/// <summary>What a decoder process can no longer do.</summary>
public sealed class ConfinementTests
{
    private const int EndedByBadCall = 128 + 31;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryEnter_ThenAttempts_FailButForWhatDecodingNeeds()
    {
        using TempFolder folder = new();
        string kept = folder.Write("probe.kept", [1]);
        string[] lines = [.. (await ProbeAsync(folder)).Where(line => line.Contains(": ", StringComparison.Ordinal) || !line.Contains('=', StringComparison.Ordinal))];
        int border = Array.IndexOf(lines, "confined");
        Assert.Equal(10, border);
        Assert.All(lines[..border], line => Assert.EndsWith(": yes", line, StringComparison.Ordinal));
        string[] after = lines[(border + 1)..];
        Assert.Equal(
            ["take some memory: yes", "collect what is unused: yes"],
            after.Where(line => line.EndsWith(": yes", StringComparison.Ordinal)),
            StringComparer.Ordinal);
        Assert.Equal(10, after.Count(line => line.EndsWith(": no", StringComparison.Ordinal)));
        Assert.True(File.Exists(kept));
        Assert.Equal("probe.kept", Assert.Single(folder.Names));
    }

    [Fact]
    public async Task TryEnter_ThenSystemCalls_AreRefusedButForThoseListed()
    {
        SkipElsewhere();
        using TempFolder folder = new();
        folder.Write("probe.kept", [1]);
        (string Kind, string Name, int Error)[] calls = [.. (await ProbeAsync(folder)).Where(line => line.Contains('=', StringComparison.Ordinal)).Select(Read)];
        Dictionary<string, int> before = calls.Where(call => call.Kind is "before").ToDictionary(call => call.Name, call => call.Error, StringComparer.Ordinal);

        Assert.DoesNotContain(calls, call => call.Kind is "refused" && call.Error != RawCalls.NotPermitted);
        Assert.DoesNotContain(calls, call => call.Kind is "newer" && call.Error != RawCalls.NoSuchCall);
        Assert.DoesNotContain(calls, call => call.Kind is "allowed" && call.Error != 0);
        Assert.Equal(RawCalls.Refused(0, 0).Count + RawCalls.NewProcesses.Count, calls.Count(call => call.Kind is "refused"));
        Assert.Equal(RawCalls.Allowed(0, 0).Count, calls.Count(call => call.Kind is "allowed"));

        // The kernel alone answers most of them otherwise; the rest are for administrators, or newer than it.
        int changed = calls.Count(call => call.Kind is "refused" or "newer" && before.TryGetValue(call.Name, out int error) && error != call.Error);
        Assert.True(changed > 120, $"{changed} of {before.Count} calls answer differently");
    }

    [Theory]
    [InlineData(0x40000000 + 39)]
    [InlineData(0x40000000 + 257)]
    [InlineData(-1)]
    public async Task TryEnter_ThenCallOfAnotherInterface_EndsTheProcess(long number)
    {
        SkipElsewhere();
        (int code, string output) = await StartAsync(start => start.Environment[ConfinementProbe.OneCall] = number.ToString(CultureInfo.InvariantCulture));
        Assert.True(code == EndedByBadCall, $"{code} {output}");
    }

    [Fact]
    public void Environment_OfAChild_HasNoSecrets()
    {
        Environment.SetEnvironmentVariable("LOCKET_TEST_PASSWORD", "correct horse");
        Dictionary<string, string?> made = DecoderEnvironment.Make(new DecoderLimits());
        Assert.DoesNotContain(made.Values, value => value is "correct horse");
        Assert.DoesNotContain("HOME", made.Keys, StringComparer.Ordinal);
    }

    private static void SkipElsewhere()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Skip("The numbers that are tried are those of Linux on x86-64.");
        }
    }

    private static (string Kind, string Name, int Error) Read(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        int equals = line.LastIndexOf('=');
        return (line[..space], line[(space + 1)..equals], int.Parse(line[(equals + 1)..], CultureInfo.InvariantCulture));
    }

    private static async Task<string[]> ProbeAsync(TempFolder folder)
    {
        (int code, string output) = await StartAsync(start => start.Environment["PROBE_FILE"] = folder.File("probe"));
        Assert.True(code == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>By a shell that hands a file down, where there is one.</summary>
    private static async Task<(int Code, string Output)> StartAsync(Action<ProcessStartInfo> prepare)
    {
        const string Script = "if [ -n \"$PROBE_FILE\" ]; then exec 3< \"$PROBE_FILE.kept\"; fi; \"$0\" \"$1\"; exit $?";
        ProcessStartInfo start = new("/bin/sh", ["-c", Script, Environment.ProcessPath!, DecoderChildEntry.ProbeVerb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        prepare(start);
        using Process probe = Process.Start(start)!;
        Task<string> error = probe.StandardError.ReadToEndAsync(Token);
        string output = await probe.StandardOutput.ReadToEndAsync(Token);
        output += await error;
        await probe.WaitForExitAsync(Token);
        return (probe.ExitCode, output);
    }
}
