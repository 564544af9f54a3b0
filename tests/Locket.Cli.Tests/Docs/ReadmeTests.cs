using System.Diagnostics;
using Locket.Cli.Tests.Harness;
using Locket.Pictures;
using Xunit;

namespace Locket.Cli.Tests.Docs;

/// <summary>Every command of the README, in its order, on a terminal, as a newcomer would type it.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private const int LongestPictureInBytes = 60_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("locket readme ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Commands_OfEachBlock_DoWhatTheReadmeSays()
    {
        Machine.Require("unix");
        Machine.Require("python3");
        await PublishedProgram.GetAsync();
        File.CreateSymbolicLink(InFolder("locket"), Path.Join(Repository.Root, "locket"));
        File.CreateSymbolicLink(InFolder("docs"), Path.Join(Repository.Root, "docs"));
        string readme = await File.ReadAllTextAsync(Path.Join(Repository.Root, "README.md"), Cancel);
        await File.WriteAllTextAsync(InFolder("README.md"), readme, Cancel);
        string[] blocks = Blocks(readme);
        Assert.Equal(8, blocks.Length);

        await RunAsync(blocks[0]);
        Assert.True(File.Exists(InFolder("README.md.locket")));

        string shown = await RunAsync(blocks[1]);
        Assert.Contains("AES-256-GCM", shown, StringComparison.Ordinal);
        Assert.Contains(readme[..200], shown, StringComparison.Ordinal);

        await RunAsync(blocks[2]);
        Assert.Equal("a picture\n", await File.ReadAllTextAsync(InFolder("album", "1.txt"), Cancel));

        shown = await RunAsync(blocks[3]);
        Assert.Contains("20", shown, StringComparison.Ordinal);
        Assert.EndsWith("100000\n", shown, StringComparison.Ordinal);

        shown = await RunAsync(blocks[4]);
        Assert.EndsWith("10 20 30\n", shown, StringComparison.Ordinal);
        string armored = await File.ReadAllTextAsync(InFolder("data.txt.locket"), Cancel);
        Assert.StartsWith("-----BEGIN LOCKET FILE-----\n", armored, StringComparison.Ordinal);

        shown = await RunAsync(blocks[5]);
        Assert.Contains("street.png", shown, StringComparison.Ordinal);
        RequireSamePixels(InFolder("to-share", "street.png"), "street.png");

        await RunAsync(blocks[6]);
        RequireSamePixels(InFolder("redacted.png"), "street-redacted.png");
        RequireSamePixels(InFolder("plate.png"), "street-plate.png");

        shown = await RunAsync(blocks[7]);
        Assert.Equal(2, shown.Split("10 20 30").Length - 1);
        Assert.Contains("HMAC-SHA256", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_OfTheReadme_AreDrawnByTheProjectAndSmall()
    {
        Machine.Require("unix");
        Machine.Require("python3");
        string script = Path.Join(Repository.Root, "tests", "pictures", "make_readme_pictures.py");
        ProcessStartInfo start = new("/usr/bin/python3", [script, "locket", "--check"]) { RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, error);
        Assert.All(
            (string[])["street.png", "street-redacted.png", "street-plate.png"],
            name => Assert.InRange(new FileInfo(Path.Join(Repository.Root, "docs", "images", name)).Length, 1, LongestPictureInBytes));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Pixels, not bytes: processors of another kind may compress otherwise.</summary>
    private static void RequireSamePixels(string path, string image)
    {
        Assert.Equal(PngFault.None, PngFile.TryRead(File.ReadAllBytes(path), long.MaxValue, out Raster? made));
        string stored = Path.Join(Repository.Root, "docs", "images", image);
        Assert.Equal(PngFault.None, PngFile.TryRead(File.ReadAllBytes(stored), long.MaxValue, out Raster? shown));
        Assert.Equal(shown!.Pixels.ToArray(), made!.Pixels.ToArray());
    }

    private static string[] Blocks(string markdown)
        => [.. markdown.Split("```sh\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];

    private string InFolder(params ReadOnlySpan<string> names) => Path.Join([_folder.FullName, .. names]);

    private async Task<string> RunAsync(string script)
    {
        string path = InFolder("block.sh");
        await File.WriteAllTextAsync(path, script, Cancel);
        string driver = Path.Join(Repository.Root, "tests", "Locket.Cli.Tests", "Docs", "terminal.py");
        ProcessStartInfo start = new("python3", [driver, path, Password])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string shown = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode} from\n{script}\n{shown}");
        return shown;
    }
}
