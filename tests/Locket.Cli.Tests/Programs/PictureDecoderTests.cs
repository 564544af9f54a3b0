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
    public async Task PictureDecoder_WithoutAParent_EndsAtOnce()
    {
        Machine.Require("unix");
        PublishedProgram program = await PublishedProgram.GetAsync();
        CommandResult result = await program.RunInShellAsync("\"$LOCKET\" picture-decoder < /dev/null", [], Path.GetTempPath());
        Assert.Equal((1, string.Empty), (result.ExitCode, result.Error));
    }
}
