using System.Globalization;
using System.Security.Cryptography;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>
/// The program ended by <c>kill -9</c> at random moments while it seals a folder, opens it again or cleans one: what has its name is whole, what is
/// not whole has none, and the same command started again completes.
/// </summary>
public sealed class PictureKillTests
{
    private const int Files = 80;
    private const int FewestKills = 3;
    private const int MostKills = 80;
    private const int Killed = 128 + 9;

    private static readonly string[] Seal = ["picture", "seal", "--no-thumbnails", "-j", "3", "-k", "my.key", "-o", "safe", "photos"];
    private static readonly string[] Clean = ["picture", "clean", "-q", "-j", "3", "-o", "share", "photos"];
    private static readonly string[] Open = ["picture", "open", "-j", "3", "-k", "my.key", "-o", "back", "safe"];

    [Fact]
    public async Task SealAndOpen_KilledAgainAndAgain_LeaveOnlyWholeFilesAndComplete()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        using SymmetricKey key = SymmetricKey.ReadFile(harness.PathOf("my.key"));
        Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
        for (int i = 0; i < Files; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{i % 5}/{i:00}.png");
            contents.Add(name, RandomNumberGenerator.GetBytes(i % 8 == 0 ? 3 << 20 : 700 * i));
            harness.Write("photos/" + name, contents[name]);
        }

        await KillUntilDoneAsync(harness, Seal, "safe", ".locket", file => LocketFile.Decrypt(file, [key]), contents, "sealed");
        await KillUntilDoneAsync(harness, Open, "back", string.Empty, file => file, contents, "opened");
        Assert.All(contents, pair => Assert.Equal(pair.Value, harness.Read("photos/" + pair.Key)));
    }

    [Fact]
    public async Task Clean_KilledAgainAndAgain_LeavesOnlyWholeCopiesAndCompletes()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
        Dictionary<string, byte[]> clean = new(StringComparer.Ordinal);
        for (int i = 0; i < Files; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{i % 5}/{i:00}.png");
            byte[] pixels = RandomNumberGenerator.GetBytes(i % 8 == 0 ? 3 << 20 : 700 * (i + 1));
            contents.Add(name, [.. FakePng.Make(pixels, "a text that tells"), .. "more behind it"u8]);
            clean.Add(name, FakePng.Make(pixels, text: null));
            harness.Write("photos/" + name, contents[name]);
        }

        await KillUntilDoneAsync(harness, Clean, "share", string.Empty, file => file, clean, "cleaned");
        Assert.All(contents, pair => Assert.Equal(pair.Value, harness.Read("photos/" + pair.Key)));
    }

    private static async Task KillUntilDoneAsync(
        CommandLineHarness harness,
        string[] command,
        string folder,
        string ending,
        Func<byte[], byte[]> read,
        Dictionary<string, byte[]> contents,
        string done)
    {
        Random random = new(20261121);
        HashSet<int> progressed = [];
        int killed = 0;
        int before = 0;
        for (int i = 0; i < MostKills && (before < Files || killed < FewestKills || progressed.Count < FewestKills); i++)
        {
            if (before == Files)
            {
                // On a busy machine a program may be done before the test looks again: then it begins anew.
                Directory.Delete(harness.PathOf(folder), recursive: true);
                before = 0;
            }

            using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, command);

            // Not a time, which a busy machine stretches, but how much more it wrote: from its first byte to a few files.
            program.WaitUntilWritten(random.NextInt64(1, 8 << 20));
            program.Kill();
            (int exitCode, _, string error) = await program.EndAsync();
            Assert.True(exitCode is Killed or 0, string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}: {error}"));
            killed += exitCode == Killed ? 1 : 0;
            int complete = Complete(harness, folder, ending, read, contents);
            Assert.InRange(complete, before, Files);
            before = complete;
            progressed.Add(complete);
        }

        Assert.True(killed >= FewestKills, string.Create(CultureInfo.InvariantCulture, $"only {killed} runs were killed"));
        Assert.True(progressed.Count >= FewestKills, "all kills came before or after the work");
        string[] loud = [.. command.Where(word => word is not "-q")];
        CommandResult last = await (await PublishedProgram.GetAsync()).RunAsync(loud, harness.Folder);
        Assert.Equal(0, last.ExitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"already {done}: "), last.OutputText, StringComparison.Ordinal);
        Assert.Equal(Files, Complete(harness, folder, ending, read, contents));
    }

    /// <summary>Every file of the folder is whole, or is called as the documentation calls what is not.</summary>
    private static int Complete(
        CommandLineHarness harness, string folder, string ending, Func<byte[], byte[]> read, Dictionary<string, byte[]> contents)
    {
        int complete = 0;
        string root = harness.PathOf(folder);
        if (!Directory.Exists(root))
        {
            return 0;
        }

        foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(root, path);
            if (Path.GetFileName(name).StartsWith(".locket-", StringComparison.Ordinal) && name.EndsWith(".partial", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.EndsWith(ending, name, StringComparison.Ordinal);
            Assert.Equal(contents[name[..^ending.Length]], read(File.ReadAllBytes(path)));
            complete++;
        }

        return complete;
    }
}
