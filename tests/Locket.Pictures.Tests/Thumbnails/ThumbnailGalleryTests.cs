using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Thumbnails;

/// <summary>Thumbnails of all published pictures, broken ones too.</summary>
public sealed class ThumbnailGalleryTests
{
    /// <summary>
    /// What Pillow decodes and libgd does not: bitmaps of 16 bits or with bit masks; and damaged PNG, of which Pillow makes what it can.
    /// </summary>
    private static readonly string[] KnownUnreadable =
    [
        "rgb16-565.bmp", "rgb32bf-xbgr.bmp", "bmp-V4_A8_R8_G8_B8.bmp", "bmp-V5_A1_R5_G5_B5.bmp",
        "huge_IDAT.png", "xcsn0g01.png", "png-truncated.png",
    ];

    [Fact]
    public async Task Make_EveryPicture_NeverFailsAndKeepsProportions()
    {
        IReadOnlyList<PictureFacts> pictures = await Gallery.ReadAsync();
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient, maxProcesses: 1);
        ThumbnailMaker maker = new(decoder);
        List<string> wrong = [];
        int made = 0;
        foreach (PictureFacts facts in pictures)
        {
            await using Stream content = File.OpenRead(facts.Path);
            PictureInput? recognized = PictureInfo.TryRead(content, out PictureInfo? info) ? PictureInput.From(info, content) : null;
            if (facts.IsGood)
            {
                Assert.NotNull(recognized);
                recognized = recognized with { Orientation = 1 };
            }

            // What is not recognized is decoded all the same here, under a header that says little.
            PictureInput input = recognized ?? new PictureInput { Format = facts.Format, Width = 1, Height = 1, Content = content };
            DecoderResult<Thumbnail> result = maker.Make(input, TestContext.Current.CancellationToken);
            if (result.Value is Thumbnail thumbnail)
            {
                made++;
                if (facts.IsGood && !IsProportional(facts, thumbnail))
                {
                    wrong.Add($"{facts.Path}: {facts.Width}x{facts.Height} became {thumbnail.Width}x{thumbnail.Height}");
                }
            }
            else if (result.Outcome is not (DecoderOutcome.Unreadable or DecoderOutcome.TooLarge)
                || (facts.IsGood && !KnownUnreadable.Contains(Path.GetFileName(facts.Path), StringComparer.Ordinal)))
            {
                wrong.Add($"{facts.Path}: {result.Outcome}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(made > 280, $"{made} thumbnails");
    }

    private static bool IsProportional(PictureFacts facts, Thumbnail thumbnail)
    {
        double scale = Math.Min(1.0, Math.Max(thumbnail.Width, thumbnail.Height) / (double)Math.Max(facts.Width, facts.Height));
        return Math.Max(thumbnail.Width, thumbnail.Height) <= ThumbnailMaker.DefaultMaxSide
            && Math.Abs(Math.Max(1, facts.Width * scale) - thumbnail.Width) <= 1
            && Math.Abs(Math.Max(1, facts.Height * scale) - thumbnail.Height) <= 1;
    }
}
