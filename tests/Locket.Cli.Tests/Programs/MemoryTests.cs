using System.Globalization;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>
/// The rule: the largest resident set of a run over 300 MiB is at most 64 MiB above that of <c>locket --version</c>, which is the
/// runtime's own. Key slots only: a password's memory is what its header says.
/// </summary>
public sealed class MemoryTests
{
    private const long AllowedInKiB = 64 * 1024;

    // The kernel keeps the largest resident set of a child that ended; nothing has to be sampled.
    private const string Measure = """
        import resource, subprocess, sys
        code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        sys.exit(code)
        """;

    [Theory]
    [InlineData("encrypt -k my.key film -o out")]
    [InlineData("decrypt -k my.key film.locket -o out")]
    [InlineData("encrypt -k my.key < film")]
    [InlineData("decrypt -k my.key < film.locket")]
    [InlineData("cat film | encrypt -k my.key")]
    [InlineData("cat film.locket | decrypt -k my.key")]
    [InlineData("cat film | encrypt --armor --pad -k my.key -o out")]
    [InlineData("view -k my.key --range 0-299MiB film.locket")]
    public async Task Command_LargeFile_StaysNearTheRuntimesOwnMemory(string line)
    {
        Machine.Require("linux");
        Machine.Require("python3");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        LargeFile.Make(harness, "film", 300 * LargeFile.MiB);
        await harness.RunAsync("encrypt", "-k", "my.key", "film");
        long ownInKiB = await PeakAsync(harness, "--version");
        long peakInKiB = await PeakAsync(harness, line);
        Assert.True(
            peakInKiB - ownInKiB <= AllowedInKiB,
            string.Create(CultureInfo.InvariantCulture, $"{line}: {peakInKiB} KiB, the runtime's own are {ownInKiB} KiB"));
    }

    private static async Task<long> PeakAsync(CommandLineHarness harness, string line)
    {
        harness.Write("measure.py", Measure);
        (string feeder, string command) = line.StartsWith("cat ", StringComparison.Ordinal) && line.Split(" | ") is [var first, var second]
            ? (first + " | ", second)
            : (string.Empty, line);
        PublishedProgram program = await PublishedProgram.GetAsync();
        CommandResult result = await program.RunInShellAsync($"{feeder}python3 measure.py \"$LOCKET\" {command}", [], harness.Folder);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        return long.Parse(result.OutputText, CultureInfo.InvariantCulture);
    }
}
