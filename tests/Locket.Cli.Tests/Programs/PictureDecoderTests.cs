using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Locket.Pictures;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>The published program as its own decoder of pictures.</summary>
public sealed class PictureDecoderTests
{
    [Fact]
    public async Task PictureDecoder_ThePublishedProgram_MakesThumbnails()
    {
        Machine.Require("unix");
        PublishedProgram program = await PublishedProgram.GetAsync();
        Raster picture = new(600, 300);
        picture.Pixels.Fill(byte.MaxValue);
        using PictureDecoder decoder = new(new DecoderProgram(program.Path, [DecoderProgram.Verb]));
        ThumbnailMaker maker = new(decoder);
        using MemoryStream png = new(PngFile.Write(picture));
        for (int i = 0; i < 3; i++)
        {
            png.Position = 0;
            DecoderResult<Thumbnail> result = maker.Make(
                new PictureInput { Format = DecodableFormat.Png, Width = 600, Height = 300, Content = png }, TestContext.Current.CancellationToken);
            Assert.Equal((DecoderOutcome.Success, 256, 128), (result.Outcome, result.Value?.Width ?? 0, result.Value?.Height ?? 0));
        }
    }

    [Fact]
    public async Task Picture_WithoutLibgd_DoesEverythingElseAndSaysWhatToInstall()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        Raster picture = new(40, 30);
        picture.Pixels.Fill(byte.MaxValue);
        harness.Write("in/a.gif", Convert.FromHexString("47494638396101000100800000000000FFFFFF2C00000000010001000002024401003B"));
        harness.Write("in/b.png", PngFile.Write(picture));

        // Whoever looks for the library finds this file first, and goes no further.
        harness.Write("hidden/libgd.so.3", []);
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["LD_LIBRARY_PATH"] = harness.PathOf("hidden") };
        PublishedProgram program = await PublishedProgram.GetAsync();
        Task<CommandResult> RunAsync(params string[] args) => program.RunAsync(["picture", .. args], harness.Folder, environment);

        CommandResult sealing = await RunAsync("seal", "-k", "my.key", "-o", "safe", "in");
        Assert.Equal(0, sealing.ExitCode);
        Assert.StartsWith("sealed: 2 ", sealing.OutputText, StringComparison.Ordinal);
        Assert.Contains("without a thumbnail: 1 (", sealing.OutputText, StringComparison.Ordinal);
        Assert.Contains("apt install libgd3", sealing.OutputText, StringComparison.Ordinal);
        CommandResult list = await RunAsync("list", "-k", "my.key", "--json", "safe");
        string[] thumbnails = [.. list.OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(line => $"{line.GetProperty("name")} {line.GetProperty("hasThumbnail")}")];
        Assert.Equal(["a.gif False", "b.png True"], thumbnails);

        foreach (string[] args in (string[][])
        [
            ["show", "-k", "my.key", "safe/b.png.locket"], ["open", "-k", "my.key", "-o", "back", "safe"], ["clean", "-o", "share", "in"],
            ["redact", "-k", "my.key", "--area", "0,0,5,5", "-o", "redacted.png", "in/b.png"], ["veil", "-k", "my.key", "-o", "veil.png", "in/a.gif"],
        ])
        {
            Assert.Equal((args[0], 0), (args[0], (await RunAsync(args)).ExitCode));
        }

        Assert.Equal(harness.Read("in/a.gif"), harness.Read("back/a.gif"));
        CommandResult refused = await RunAsync("redact", "-k", "my.key", "--area", "0,0,1,1", "-o", "gif.png", "in/a.gif");
        Assert.Equal((1, false), (refused.ExitCode, harness.Exists("gif.png")));
        Assert.Contains("apt install libgd3", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PictureDecoder_WithoutAParent_EndsAtOnce()
    {
        Machine.Require("unix");
        PublishedProgram program = await PublishedProgram.GetAsync();
        CommandResult result = await program.RunInShellAsync("\"$LOCKET\" picture-decoder < /dev/null", [], Path.GetTempPath());
        Assert.Equal((1, string.Empty), (result.ExitCode, result.Error));
    }
}
