using System.Security.Cryptography;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Redaction;

/// <summary>What redacting leaves, hides, and gives back.</summary>
public sealed class PictureRedactorTests : IDisposable
{
    private static readonly PictureArea Face = new(10, 8, 30, 20);
    private static readonly PictureArea Plate = new(50, 40, 25, 9);

    private readonly RedactionFixture _fixture = new();

    public static TheoryData<DecodableFormat> Formats => [DecodableFormat.Png, DecodableFormat.Jpeg, DecodableFormat.WebP];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reveal_WithTheKey_GivesTheOriginalByteForByte(DecodableFormat format)
    {
        byte[] original = [.. _fixture.Encode(RedactionFixture.Drawing(90, 70), format)];

        byte[] redacted = _fixture.Redact(original, _fixture.Hide(Face, Plate));

        Assert.Equal(original, _fixture.Reveal(redacted, 0));
        Assert.True(PictureInfo.TryRead(redacted, out PictureInfo? info));
        Assert.Equal((format.ToString(), 90, 70, PictureDamage.None), (info.Type.ToString(), info.Width, info.Height, info.Damage));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Redact_OtherPixelsUnderTheRectangles_IsTheSameToTheByteOutsideWhatIsSealed(DecodableFormat format)
    {
        // The two pictures differ under the rectangles and nowhere else, also in alpha; so encoded without loss.
        Raster one = RedactionFixture.Drawing(90, 70);
        Raster other = new(90, 70, one.Pixels.ToArray());
        foreach (PictureArea area in (PictureArea[])[Face, Plate])
        {
            for (int y = area.Y; y < area.Y + area.Height; y++)
            {
                RandomNumberGenerator.Fill(other.Row(y).Slice(area.X * 4, area.Width * 4));
            }
        }

        RedactionOptions options = _fixture.Hide(Face) with { Format = format, Layers = [_fixture.Layer(1, Plate)] };
        byte[] first = RedactionFixture.Seen(_fixture.Redact(PngFile.Write(one), options));
        byte[] second = RedactionFixture.Seen(_fixture.Redact(PngFile.Write(other), options));

        Assert.Equal(first, second);
    }

    [Fact]
    public void Redact_LayersOfOtherPixels_AreAsLong()
    {
        byte[] flat = PngFile.Write(Flat(64, 64));
        byte[] busy = PngFile.Write(RedactionFixture.Drawing(64, 64));
        RedactionOptions options = new() { Layers = [_fixture.Layer(1, new PictureArea(0, 0, 64, 64))] };

        Assert.Equal(_fixture.Redact(flat, options).Length, _fixture.Redact(busy, options).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Redact_RandomRectanglesOfAPng_HidesTheseAndKeepsEveryOtherPixel(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 12; round++)
        {
            (int width, int height) = (random.Next(1, 80), random.Next(1, 80));
            Raster picture = RedactionFixture.Drawing(width, height, seed + round, isOpaque: round % 3 != 0);
            PictureArea[] areas = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Random(random, width, height))];
            bool isAllBut = round % 4 == 1;
            if (isAllBut && Enumerable.Range(0, width * height).All(i => RedactionFixture.IsIn(i % width, i / width, areas)))
            {
                continue;
            }

            RedactionColor color = new((byte)random.Next(256), (byte)random.Next(256), 7);
            byte[] original = PngFile.Write(picture);
            byte[] redacted = _fixture.Redact(original, _fixture.Hide(areas) with { IsAllBut = isAllBut, Color = color });

            Raster seen = _fixture.Decode(redacted);
            for (int i = 0; i < width * height; i++)
            {
                bool isHidden = RedactionFixture.IsIn(i % width, i / width, areas) != isAllBut;
                byte[] expected = isHidden ? [color.Red, color.Green, 7, 255] : picture.Pixels.Slice(i * 4, 4).ToArray();
                Assert.Equal(expected, seen.Pixels.Slice(i * 4, 4).ToArray());
            }

            Assert.Equal(original, _fixture.Reveal(redacted, 0));
        }
    }

    [Theory]
    [InlineData(0, 30, 25, 4, 3)]
    [InlineData(1, 29, 24, 6, 5)]
    [InlineData(28, 2, 0, 60, 50)]
    [InlineData(256, 0, 0, 90, 50)]
    public void Redact_PngWithAMargin_HidesSoManyPixelsMore(int margin, int x, int y, int width, int height)
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(90, 50));

        RedactionReport report = Report(original, _fixture.Hide(new PictureArea(30, 25, 4, 3)) with { MarginInPixels = margin });

        Assert.Equal([new PictureArea(x, y, width, height)], report.HiddenAreas);
        Assert.Equal(Math.Min(margin, 56), report.GrownInPixels);
        Assert.False(report.HasReducedAlpha);
    }

    [Fact]
    public void Redact_WithAMargin_TakesItFromWhatIsLeftAndFromLayersBesideIt()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(90, 50));
        RedactionOptions left = _fixture.Hide(new PictureArea(30, 20, 20, 10)) with { IsAllBut = true, MarginInPixels = 3 };
        Assert.Equal((90 * 50) - (14 * 4), Report(original, left).HiddenPixelCount);
        Assert.Equal(PictureFailure.NothingLeft, Refused(original, left with { MarginInPixels = 5 }));

        RedactionOptions layer = _fixture.Hide(new PictureArea(10, 10, 10, 10)) with { MarginInPixels = 3, Layers = [_fixture.Layer(1, new PictureArea(20, 10, 10, 10))] };
        Assert.Equal(30, Report(original, layer).Layers[0].MissingPixelCount);
    }

    [Fact]
    public void Redact_AnyPicture_CountsWhatIsHidden()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(20, 10));
        Assert.Equal(6, Report(original, _fixture.Hide(new(0, 0, 2, 2), new(1, 1, 2, 1), new(2, 0, 1, 1))).HiddenPixelCount);
        Assert.Equal(196, Report(original, _fixture.Hide(new(0, 0, 2, 2), new(1, 1, 1, 1)) with { IsAllBut = true }).HiddenPixelCount);
        Assert.Equal(
            198,
            Report(original, _fixture.Hide(new PictureArea(0, 0, 2, 2)) with { IsAllBut = true, Layers = [_fixture.Layer(1, new PictureArea(1, 0, 3, 2))] })
                .HiddenPixelCount);
    }

    [Fact]
    public void Redact_OriginalWithDetailsAndTrailingBytes_SealsThemAndShowsNoneOfThem()
    {
        byte[] original = [.. SamplePicture.Named("exif-samples/Canon_40D.jpg").Read(), .. "behind the end"u8];
        using MemoryStream output = new();
        _fixture.Redactor.Redact(
            original, output, _fixture.Hide(new PictureArea(10, 10, 20, 20)) with { Metadata = new FileMetadata { Name = "secret name.jpg" } }, RedactionFixture.Token);
        byte[] redacted = output.ToArray();

        Assert.Equal(original, _fixture.Reveal(redacted, 0));
        string text = System.Text.Encoding.Latin1.GetString(redacted);
        foreach (string word in (string[])["Canon", "Exif", "2008", "behind", "secret name", "JFIF\0\0\0"])
        {
            Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        }

        using RevealedPicture revealed = PictureRedaction.Read(new MemoryStream(redacted)).Open([_fixture.Keys[0]], cancellationToken: RedactionFixture.Token);
        Assert.Equal(("secret name.jpg", "image/jpeg"), (revealed.Metadata!.Name, revealed.Metadata.MediaType));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(original)), revealed.Metadata.Sha256);
    }

    [Fact]
    public void Redact_Padded_HidesTheLengthOfTheOriginal()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(200, 200));
        byte[] longer = [.. original, .. new byte[100]];
        RedactionOptions options = _fixture.Hide(Face) with { Pad = true };

        Assert.Equal(_fixture.Redact(original, options).Length, _fixture.Redact(longer, options).Length);
        Assert.Equal(longer, _fixture.Reveal(_fixture.Redact(longer, options), 0));
    }

    [Theory]
    [InlineData("bmpsuite/rgb24.bmp")]
    [InlineData("pillow/hopper.gif")]
    public void Redact_FormatsThatCarryNothing_BecomePngWhereAsked(string name)
    {
        byte[] original = SamplePicture.Named(name).Read();
        RedactionOptions options = _fixture.Hide(new PictureArea(3, 3, 20, 20));

        Assert.Equal(PictureFailure.Unsupported, Refused(original, options));
        byte[] redacted = _fixture.Redact(original, options with { Format = DecodableFormat.Png });
        Assert.Equal(original, _fixture.Reveal(redacted, 0));
    }

    [Fact]
    public void Redact_WhatCannotBe_SaysWhy()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(20, 10));
        PictureArea inside = new(0, 0, 5, 5);
        foreach (PictureArea area in (PictureArea[])[new(16, 0, 5, 1), new(0, 6, 1, 5), new(-1, 0, 5, 5), new(0, 0, 0, 5), new(int.MaxValue, 0, int.MaxValue, 1)])
        {
            Assert.Equal(PictureFailure.OutsidePicture, Refused(original, _fixture.Hide(inside, area)));
        }

        Assert.Equal(PictureFailure.NothingHidden, Refused(original, _fixture.Hide()));
        Assert.Equal(PictureFailure.NothingHidden, Refused(original, _fixture.Hide(new(0, 0, 20, 4), new(0, 3, 20, 7)) with { IsAllBut = true }));
        Assert.Equal(PictureFailure.NotAPicture, Refused([1, 2, 3], _fixture.Hide(inside)));
        Assert.Equal(PictureFailure.AlreadySealed, Refused(_fixture.Redact(original, _fixture.Hide(inside)), _fixture.Hide(inside)));
        Assert.Equal(PictureFailure.Unsupported, Refused(SamplePicture.Named("image-rs/anim.webp").Read(), _fixture.Hide(inside)));
        Assert.Equal(PictureFailure.Unsupported, Refused(SamplePicture.Named("pillow-apng/delay.png").Read(), _fixture.Hide(inside)));
        using PictureDecoder none = new(new DecoderProgram("/there/is/no/such/program", []));
        PictureException refusal = Assert.Throws<PictureException>(
            () => new PictureRedactor(none).Redact(original, new MemoryStream(), _fixture.Hide(inside), RedactionFixture.Token));
        Assert.Equal(PictureFailure.NoDecoder, refusal.Reason);
        Assert.Contains("apt install libgd3", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Redact_ApngOfOneFrame_IsRefusedWhereTheFrameIsNotTheStillPicture(bool isStill)
    {
        byte[] still = PngFile.Write(RedactionFixture.Drawing(20, 10));
        byte[] animation = PngParts.Chunk("acTL", [0, 0, 0, 1, 0, 0, 0, 0]);
        byte[] frame = PngParts.Chunk("fcTL", [0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 10, .. new byte[14]]);
        byte[] pixels = PngParts.Chunk("fdAT", [0, 0, 0, 1, .. PngParts.Compress(new byte[(1 + (20 * 4)) * 10])]);
        int place = still.AsSpan().IndexOf("IDAT"u8) - 4;
        byte[] picture = isStill
            ? [.. still[..place], .. animation, .. frame, .. still[place..]]
            : [.. still[..place], .. animation, .. still[place..^12], .. frame, .. pixels, .. still[^12..]];
        Assert.True(PictureInfo.TryRead(picture, out PictureInfo? info) && info is { Type: PictureType.Apng, IsAnimated: false });

        RedactionOptions options = _fixture.Hide(new PictureArea(0, 0, 5, 5));
        if (isStill)
        {
            Assert.Equal(picture, _fixture.Reveal(_fixture.Redact(picture, options), 0));
        }
        else
        {
            Assert.Equal(PictureFailure.Unsupported, Refused(picture, options));
        }
    }

    [Fact]
    public void Redact_OptionsOutOfRange_AreTheCallersMistake()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(20, 10));
        RedactionOptions good = _fixture.Hide(new PictureArea(0, 0, 5, 5));
        RedactionLayer layer = _fixture.Layer(1, new PictureArea(0, 0, 5, 5));
        foreach (RedactionOptions bad in (RedactionOptions[])
        [
            good with { Recipients = [] },
            good with { Quality = 0 },
            good with { MarginInPixels = -1 },
            good with { MarginInPixels = PictureRedactor.MaxMarginInPixels + 1 },
            good with { Quality = 101 },
            good with { Format = DecodableFormat.Gif },
            good with { Layers = [layer with { Areas = [] }] },
            good with { Layers = [layer with { Recipients = [] }] },
            good with { Layers = [layer with { Name = string.Empty }] },
            good with { Layers = [layer with { Name = "a\nb" }] },
            good with { Layers = [.. Enumerable.Repeat(layer, PictureRedactor.MaxSealed)] },
            good with { Areas = [.. Enumerable.Repeat(new PictureArea(0, 0, 1, 1), PictureRedactor.MaxAreas + 1)] },
        ])
        {
            Assert.Throws<ArgumentException>(() => _fixture.Redactor.Redact(original, new MemoryStream(), bad, RedactionFixture.Token));
        }
    }

    [Fact]
    public void RedactFile_AndWriteFile_MakeWholeFilesAndReplaceNothing()
    {
        using Locket.Tests.TestSupport.TempFolder folder = new();
        byte[] original = PngFile.Write(RedactionFixture.Drawing(20, 10));
        string source = folder.Write("a.png", original);
        string redacted = folder.File("b.png");
        _fixture.Redactor.RedactFile(source, redacted, _fixture.Hide(new PictureArea(0, 0, 5, 5)), cancellationToken: RedactionFixture.Token);

        Assert.Throws<LocketException>(() => _fixture.Redactor.RedactFile(source, redacted, _fixture.Hide(new PictureArea(0, 0, 5, 5)), cancellationToken: RedactionFixture.Token));
        Assert.Throws<LocketException>(() => _fixture.Redactor.RedactFile(source, source, _fixture.Hide(new PictureArea(0, 0, 5, 5)), overwrite: true, RedactionFixture.Token));
        using FileStream picture = File.OpenRead(redacted);
        using RevealedPicture revealed = PictureRedaction.Read(picture).Open([_fixture.Keys[0]], cancellationToken: RedactionFixture.Token);
        Assert.Equal("a.png", revealed.Metadata!.Name);
        Assert.Equal(original.Length, revealed.WriteFile(folder.File("c.png"), decoder: null, cancellationToken: RedactionFixture.Token));
        Assert.Equal(original, File.ReadAllBytes(folder.File("c.png")));
        Assert.Equal(File.GetLastWriteTimeUtc(source), File.GetLastWriteTimeUtc(folder.File("c.png")));
        Assert.Throws<LocketException>(() => revealed.WriteFile(source, decoder: null, cancellationToken: RedactionFixture.Token));
        Assert.Equal(["a.png", "b.png", "c.png"], folder.Names);
    }

    private static Raster Flat(int width, int height)
    {
        Raster picture = new(width, height);
        picture.Pixels.Fill(byte.MaxValue);
        return picture;
    }

    private static PictureArea Random(Random random, int width, int height)
    {
        (int x, int y) = (random.Next(width), random.Next(height));
        return new(x, y, random.Next(1, width - x + 1), random.Next(1, height - y + 1));
    }

    private RedactionReport Report(byte[] original, RedactionOptions options)
        => _fixture.Redactor.Redact(original, new MemoryStream(), options, RedactionFixture.Token);

    private PictureFailure Refused(byte[] original, RedactionOptions options)
        => Assert.Throws<PictureException>(() => _fixture.Redactor.Redact(original, new MemoryStream(), options, RedactionFixture.Token)).Reason;
}
