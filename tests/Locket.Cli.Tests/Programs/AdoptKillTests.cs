using System.Globalization;
using System.Security.Cryptography;
using Locket.Classic;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>
/// The program ended by <c>kill -9</c> at random moments while it adopts a folder and removes the old files: no content is ever missing,
/// and in the end each is there exactly once.
/// </summary>
public sealed class AdoptKillTests
{
    private const int Files = 60;
    private const int FewestKills = 3;
    private const int MostKills = 80;
    private const int Killed = 128 + 9;
    private const string Password = "correct horse";

    private static readonly string[] Command =
        ["adopt", "-r", "--delete", "--password-file", "pw", "--kdf-memory", "8KiB", "--kdf-passes", "1", "--kdf-lanes", "1", "old"];

    [Fact]
    public async Task Adopt_KilledAgainAndAgain_LosesNothingAndCompletes()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        harness.Write("pw", Password);
        Dictionary<string, byte[]> contents = await MakeAsync(harness);
        Random random = new(20261121);
        int killed = 0;
        int lastLeft = Files;
        HashSet<int> progressed = [];
        for (int i = 0; i < MostKills && (Old(harness).Count > 0 || killed < FewestKills || progressed.Count < FewestKills); i++)
        {
            if (Old(harness).Count == 0)
            {
                // On a busy machine a program may be done before the test looks again: then it has another folder to adopt.
                Directory.Delete(harness.PathOf("old"), recursive: true);
                contents = await MakeAsync(harness);
                lastLeft = Files;
            }

            using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, Command);

            // Not a time, which a busy machine stretches, but how much more it wrote: from its first byte to a few files.
            program.WaitUntilWritten(random.NextInt64(1, 3 << 20));
            program.Kill();
            (int exitCode, _, string error) = await program.EndAsync();
            Assert.True(exitCode is Killed or 0, string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}: {error}"));
            killed += exitCode == Killed ? 1 : 0;
            await EveryContentIsThereAsync(harness, contents);
            int left = Old(harness).Count;
            progressed.Add(left);
            Assert.InRange(left, 0, lastLeft);
            lastLeft = left;
        }

        Assert.True(killed >= FewestKills, string.Create(CultureInfo.InvariantCulture, $"only {killed} runs were killed"));
        Assert.True(progressed.Count >= FewestKills, "all kills came before or after the work");

        // The last run completes, and finds nothing that it cannot explain.
        CommandResult last = await (await PublishedProgram.GetAsync()).RunAsync(Command, harness.Folder);
        Assert.Equal((0, string.Empty), (last.ExitCode, last.Error));
        HashSet<string> partial = [.. Directory.EnumerateFiles(harness.PathOf("old"), ".locket-*.partial")];
        Assert.Equal(
            partial.Count > 0,
            last.OutputText.Contains(
                string.Create(CultureInfo.InvariantCulture, $"unfinished files: {partial.Count} "), StringComparison.Ordinal));
        Assert.Equal(
            contents.Keys.Select(name => name + ".locket").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(harness.PathOf("old")).Where(path => !partial.Contains(path)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        using Password password = new(Password);
        foreach ((string name, byte[] content) in contents)
        {
            Assert.Equal(content, LocketFile.Decrypt(harness.Read($"old/{name}.locket"), [password]));
        }
    }

    /// <summary>Small and larger files of three schemes, one of them with large ones so that kills hit the middle of a file.</summary>
    private static async Task<Dictionary<string, byte[]>> MakeAsync(CommandLineHarness harness)
    {
        Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
        using ClassicSecret secret = ClassicSecret.FromPassword(Password);
        for (int i = 0; i < Files; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{i:00}.png");
            byte[] content = [0x89, .. "PNG\r\n"u8, .. RandomNumberGenerator.GetBytes(i % 10 == 0 ? 2 << 20 : 500 * i)];
            contents.Add(name, content);
            using MemoryStream source = new(content);
            using MemoryStream target = new();
            switch (i % 3)
            {
                case 0:
                    harness.Write($"old/{name}.dat", GcmImage.Encrypt(content, secret));
                    continue;
                case 1:
                    await CbcHmacV2.EncryptAsync(source, target, secret, new() { Iterations = 100 }, TestContext.Current.CancellationToken);
                    break;
                default:
                    harness.Write($"old/{name}.enc", CbcHmac.Encrypt(content, secret).ToJson());
                    continue;
            }

            harness.Write($"old/{name}.enc", target.ToArray());
        }

        return contents;
    }

    private static List<string> Old(CommandLineHarness harness)
        => [.. Directory.EnumerateFiles(harness.PathOf("old")).Where(path => path.EndsWith(".enc", StringComparison.Ordinal)
            || path.EndsWith(".dat", StringComparison.Ordinal))];

    /// <summary>Each content is under its old name or its new one, and what is under the new one is whole.</summary>
    private static async Task EveryContentIsThereAsync(CommandLineHarness harness, Dictionary<string, byte[]> contents)
    {
        using Password password = new(Password);
        foreach ((string name, byte[] content) in contents)
        {
            bool isOld = harness.Exists($"old/{name}.dat") || harness.Exists($"old/{name}.enc");
            string adopted = harness.PathOf($"old/{name}.locket");
            Assert.True(isOld || File.Exists(adopted), $"{name} is gone");
            if (File.Exists(adopted))
            {
                byte[] file = await File.ReadAllBytesAsync(adopted, TestContext.Current.CancellationToken);
                Assert.Equal(content, LocketFile.Decrypt(file, [password]));
            }
        }
    }
}
