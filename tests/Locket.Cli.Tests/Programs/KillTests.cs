using System.Globalization;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>The program ended by <c>kill -9</c> at several moments: what was there stays, what is not complete does not appear.</summary>
public sealed class KillTests
{
    private const long Length = 256 * LargeFile.MiB;
    private const int Killed = 128 + 9;

    private static readonly long[] Moments =
        [.. Enumerable.Range(0, 4).Select(i => new Random(20260101 + i).NextInt64(LargeFile.MiB, Length / 2))];

    [Fact]
    public async Task Encrypt_Killed_LeavesInputAndOldOutput()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await MakeKeyAsync(harness);
        string input = LargeFile.Make(harness, "film", Length);
        string hash = LargeFile.Hash(input);
        int kills = 0;
        foreach (long moment in Moments)
        {
            harness.Write("old.locket", "the older output");
            if (await KillAsync(harness, moment, "encrypt", "--jobs", "1", "-k", "my.key", "film", "-o", "new.locket"))
            {
                // On a busy machine it may be killed after its last step: then all is there.
                kills += harness.Exists("new.locket") ? await IsWholeAsync("new.locket") : 1;
            }

            if (await KillAsync(harness, moment, "encrypt", "--force", "--jobs", "1", "-k", "my.key", "film", "-o", "old.locket"))
            {
                kills += IsOld(harness, "old.locket") ? 1 : await IsWholeAsync("old.locket");
            }

            File.Delete(harness.PathOf("new.locket"));
        }

        Assert.True(kills > 0, "the program was always faster than the signal");
        Assert.Equal(hash, LargeFile.Hash(input));
        await RunAsync(harness, "encrypt", "-k", "my.key", "film", "-o", "new.locket");
        await RunAsync(harness, "decrypt", "-k", "my.key", "new.locket", "-o", "back");
        Assert.Equal(hash, LargeFile.Hash(harness.PathOf("back")));

        async Task<int> IsWholeAsync(string output)
        {
            await RunAsync(harness, "decrypt", "--force", "-k", "my.key", output, "-o", "whole");
            Assert.Equal(hash, LargeFile.Hash(harness.PathOf("whole")));
            File.Delete(harness.PathOf("whole"));
            return 0;
        }
    }

    [Fact]
    public async Task Decrypt_Killed_LeavesInputAndOldOutput()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await MakeKeyAsync(harness);
        string hash = LargeFile.Hash(LargeFile.Make(harness, "film", Length));
        await RunAsync(harness, "encrypt", "-k", "my.key", "film");
        string sealedHash = LargeFile.Hash(harness.PathOf("film.locket"));
        harness.Write("film", "the older output");
        int kills = 0;
        foreach (long moment in Moments)
        {
            if (await KillAsync(harness, moment, "decrypt", "--jobs", "1", "-k", "my.key", "film.locket", "-o", "new"))
            {
                kills += harness.Exists("new") ? IsWhole("new") : 1;
            }

            if (await KillAsync(harness, moment, "decrypt", "--force", "--jobs", "1", "-k", "my.key", "film.locket"))
            {
                kills += IsOld(harness, "film") ? 1 : IsWhole("film");
            }

            File.Delete(harness.PathOf("new"));
            harness.Write("film", "the older output");
        }

        Assert.True(kills > 0, "the program was always faster than the signal");
        Assert.Equal(sealedHash, LargeFile.Hash(harness.PathOf("film.locket")));
        await RunAsync(harness, "decrypt", "--force", "-k", "my.key", "film.locket");
        Assert.Equal(hash, LargeFile.Hash(harness.PathOf("film")));

        int IsWhole(string output)
        {
            Assert.Equal(hash, LargeFile.Hash(harness.PathOf(output)));
            return 0;
        }
    }

    /// <summary>From a pipe the moment is exact: the program waits for more.</summary>
    [Fact]
    public async Task Encrypt_KilledWhileItWaitsForAPipe_LeavesNoOutput()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await MakeKeyAsync(harness);
        using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, "encrypt", "-k", "my.key", "-o", "new.locket");
        await program.Input.WriteAsync(new byte[8 * LargeFile.MiB], TestContext.Current.CancellationToken);
        program.WaitUntilWritten(LargeFile.MiB);
        Assert.False(program.HasExited);
        program.Kill();
        Assert.Equal(Killed, (await program.EndAsync()).ExitCode);
        Assert.False(harness.Exists("new.locket"));
    }

    /// <summary>Runs the program until it has written so much, then kills it.</summary>
    /// <returns>Whether it was killed; where it was faster, its output is complete.</returns>
    private static async Task<bool> KillAsync(CommandLineHarness harness, long moment, params string[] args)
    {
        using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, args);
        program.WaitUntilWritten(moment);
        program.Kill();
        (int exitCode, _, string error) = await program.EndAsync();
        Assert.True(exitCode is Killed or 0, string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}: {error}"));
        foreach (string left in Directory.EnumerateFiles(harness.Folder, ".locket-*.partial"))
        {
            // Nobody can tidy up after a kill; the name tells what it is, and it is in nobody's way.
            File.Delete(left);
        }

        return exitCode == Killed;
    }

    private static bool IsOld(CommandLineHarness harness, string output)
        => new FileInfo(harness.PathOf(output)).Length < Length && harness.Read(output).AsSpan().SequenceEqual("the older output"u8);

    private static Task MakeKeyAsync(CommandLineHarness harness) => RunAsync(harness, "key", "new", "-o", "my.key");

    private static async Task RunAsync(CommandLineHarness harness, params string[] args)
    {
        CommandResult result = await harness.RunAsync(args);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
    }
}
