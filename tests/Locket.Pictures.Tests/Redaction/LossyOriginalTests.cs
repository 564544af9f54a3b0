using System.Security.Cryptography;
using System.Text;
using Locket.Pictures.Pixels;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Redaction;

/// <summary>
/// Originals that were coded with loss. Two of them that differ in nothing but what is hidden have the same codes in all blocks without
/// hidden pixels, but not the same decoded pixels right beside; whoever may not see what is hidden must find no difference.
/// </summary>
public sealed class LossyOriginalTests : IDisposable
{
    private const int Width = 150;
    private const int Height = 118;

    /// <summary>What tells nothing of the picture but its mean colors: decoders smooth such blocks by those around.</summary>
    private const string MeansOnly = "0,1,2: 0-0, 0, 0;";

    private readonly RedactionFixture _fixture = new();
    private readonly TempFolder _folder = new();

    /// <summary>What cjpeg is asked for, and how far a side may be moved at most.</summary>
    public static TheoryData<string, int> Codings => new()
    {
        { "-sample 2x2", 19 },
        { "-sample 2x2 -quality 30", 19 },
        { "-sample 2x1", 19 },
        { "-sample 1x2", 19 },
        { "-sample 1x1", 9 },
        { "-sample 4x1", 39 },
        { "-sample 2x2,1x1,2x1", 19 },
        { "-sample 2x1,2x1,2x1", 9 },
        { "-grayscale", 9 },
        { "-sample 2x2 -progressive", 19 },
        { "-sample 1x1 -progressive", 9 },
        { "-sample 2x2 -optimize -restart 1", 19 },
        { "-sample 2x2 -smooth 100", 19 },
        { "-sample 1x1 -smooth 100", 9 },
        { "-sample 2x2 -scans", 51 },
        { "-sample 1x1 -scans", 25 },
    };

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task Redact_JpegsThatDifferInWhatIsHidden_AreTheSameToWhoeverMayNotSeeIt(string coding, int mostGrown)
    {
        Random random = new(coding.Length);
        bool spreads = false;
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            (int width, int height) = orientation < 5 ? (Width, Height) : (Height, Width);
            PictureArea hidden = Area(random, width, height);
            PictureArea part = Area(random, width, height);
            if (coding.EndsWith("-scans", StringComparison.Ordinal))
            {
                // Where one reaches 50 pixels, the other must not be near.
                (hidden, part) = (new PictureArea(3, 6, 1 + orientation, 9), new PictureArea(width - 20, height - 25, 3, 9 + orientation));
            }

            RedactionOptions options = _fixture.Hide(hidden) with { Format = DecodableFormat.Png, Layers = [_fixture.Layer(1, part)] };
            Raster drawing = RedactionFixture.Drawing(Width, Height, orientation);
            byte[] original = await EncodeAsync(drawing, coding, orientation);
            Raster before = Upright(original, orientation);

            // 1. Everybody sees the same whatever is hidden, and the rest of the picture as it was.
            byte[] other = await EncodeAsync(Changed(drawing, orientation, pixel => RedactionFixture.IsIn(pixel.X, pixel.Y, [hidden, part])), coding, orientation);
            byte[] redacted = _fixture.Redact(original, options, out RedactionReport report);
            Assert.Equal(RedactionFixture.Seen(redacted), RedactionFixture.Seen(_fixture.Redact(other, options)));
            Assert.InRange(report.GrownInPixels, 1, mostGrown);
            Raster seen = _fixture.Decode(redacted);
            Raster otherBefore = Upright(other, orientation);
            for (int i = 0; i < width * height; i++)
            {
                bool isHidden = RedactionFixture.IsIn(i % width, i / width, report.HiddenAreas);
                Assert.Equal(isHidden ? [0, 0, 0, 255] : before.Pixels.Slice(i * 4, 4).ToArray(), seen.Pixels.Slice(i * 4, 4).ToArray());
                spreads |= !RedactionFixture.IsIn(i % width, i / width, [hidden, part])
                    && !before.Pixels.Slice(i * 4, 4).SequenceEqual(otherBefore.Pixels.Slice(i * 4, 4));
            }

            // 2. So do the readers of a layer, of what is hidden from them.
            other = await EncodeAsync(
                Changed(drawing, orientation, pixel => RedactionFixture.IsIn(pixel.X, pixel.Y, [hidden]) && !RedactionFixture.IsIn(pixel.X, pixel.Y, [part])), coding, orientation);
            Assert.Equal(_fixture.Reveal(redacted, 1), _fixture.Reveal(_fixture.Redact(other, options), 1));
        }

        Assert.True(spreads, "nothing came through to pixels that were not to be hidden: the test proves nothing");
    }

    [Fact]
    public async Task Redact_ProgressiveJpegWhoseLastScansTakeBitsBack_LeavesNoTraceInWhatDecodersSmooth()
    {
        PictureArea area = new(64, 64, 16, 16);
        PictureArea reached = new(55, 55, 34, 34);
        byte[] one = WithBitsTakenBack(await EncodeAsync(Square(area, 0), "-sample 1x1 -progressive", 1));
        byte[] other = WithBitsTakenBack(await EncodeAsync(Square(area, 255), "-sample 1x1 -progressive", 1));
        Raster before = _fixture.Decode(one);
        Raster otherBefore = _fixture.Decode(other);
        Assert.Contains(
            Enumerable.Range(0, Width * Height),
            i => !RedactionFixture.IsIn(i % Width, i / Width, [reached]) && !before.Pixels.Slice(i * 4, 4).SequenceEqual(otherBefore.Pixels.Slice(i * 4, 4)));

        RedactionOptions options = _fixture.Hide(area) with { Format = DecodableFormat.Png };
        byte[] redacted = _fixture.Redact(one, options, out RedactionReport report);

        Assert.Equal(RedactionFixture.Seen(redacted), RedactionFixture.Seen(_fixture.Redact(other, options)));
        Assert.Equal(25, report.GrownInPixels);
    }

    [Fact]
    public async Task Redact_WithAMargin_GrowsBeforeBlocksDo()
    {
        PictureArea area = new(60, 60, 4, 4);
        byte[] jpeg = await EncodeAsync(RedactionFixture.Drawing(Width, Height), "-sample 1x1", 1);

        _fixture.Redact(jpeg, _fixture.Hide(area) with { MarginInPixels = 10 }, out RedactionReport report);

        // From 50 to 74: one pixel before, blocks of 8, one pixel after.
        Assert.Equal([new PictureArea(47, 47, 34, 34)], report.HiddenAreas);
        Assert.Equal(17, report.GrownInPixels);
    }

    [Theory]
    [InlineData("-sample 2x2")]
    [InlineData("-sample 1x1")]
    public async Task Redact_AllButARectangleOfAJpeg_LeavesNoTraceOfTheRest(string coding)
    {
        PictureArea left = new(35, 21, 75, 70);
        RedactionOptions options = _fixture.Hide(left) with { IsAllBut = true, Format = DecodableFormat.Png };
        Raster drawing = RedactionFixture.Drawing(Width, Height);
        byte[] other = await EncodeAsync(Changed(drawing, 1, pixel => !RedactionFixture.IsIn(pixel.X, pixel.Y, [left])), coding, 1);

        byte[] redacted = _fixture.Redact(await EncodeAsync(drawing, coding, 1), options, out RedactionReport report);

        Assert.Equal(RedactionFixture.Seen(redacted), RedactionFixture.Seen(_fixture.Redact(other, options)));
        Assert.InRange(report.HiddenPixelCount, (Width * Height) - left.PixelCount + 1, (Width * Height) - 1);
    }

    [Fact]
    public async Task Redact_TooLittleLeftOfAJpeg_IsRefused()
    {
        byte[] original = await EncodeAsync(RedactionFixture.Drawing(Width, Height), "-sample 2x2", 1);
        PictureArea small = new(40, 40, 20, 20);
        Assert.Equal(PictureFailure.NothingLeft, Refused(_fixture.Hide(small) with { IsAllBut = true }));
        Assert.Equal(PictureFailure.NothingLeft, Refused(_fixture.Hide(new PictureArea(30, 30, 50, 50)) with { Layers = [_fixture.Layer(1, small)] }));

        PictureFailure Refused(RedactionOptions options)
            => Assert.Throws<PictureException>(() => _fixture.Redact(original, options)).Reason;
    }

    [Fact]
    public async Task Redact_LayersOfAJpegSideBySide_KeepTheSeamFromBoth()
    {
        byte[] original = await EncodeAsync(RedactionFixture.Drawing(Width, Height), "-sample 2x2", 1);
        PictureArea first = new(10, 10, 50, 60);
        PictureArea second = new(60, 10, 60, 60);
        RedactionOptions options = new() { Layers = [_fixture.Layer(1, first), _fixture.Layer(2, second), _fixture.Layer(1, new PictureArea(120, 90, 9, 9))] };

        _fixture.Redact(original, options, out RedactionReport report);

        // Blocks of 16, two pixels before and two after: 60 lies in the block from 48 to 64. The third reaches from 110 and 78 on.
        Assert.Equal([new PictureArea(0, 0, 46, 82)], report.Layers[0].Areas);
        Assert.Equal([new PictureArea(66, 0, 64, 78), new PictureArea(66, 78, 44, 4)], AreaOrder(report.Layers[1].Areas));
        Assert.Equal([14 * 60, 6 * 60, 0], report.Layers.Select(layer => layer.MissingPixelCount));
    }

    /// <summary>A gray picture with a square of another gray.</summary>
    private static Raster Square(PictureArea area, byte gray)
    {
        Raster picture = new(Width, Height);
        picture.Pixels.Fill(100);
        for (int y = area.Y; y < area.Y + area.Height; y++)
        {
            picture.Row(y).Slice(area.X * 4, area.Width * 4).Fill(gray);
        }

        return picture;
    }

    /// <summary>With a further scan for each color, empty, which says of coefficients told before that 13 of their bits are lacking.</summary>
    private static byte[] WithBitsTakenBack(byte[] jpeg)
    {
        List<byte> file = [.. jpeg[..^2]];
        for (byte color = 1; color <= 3; color++)
        {
            // A code of one bit, for a run of 2^14 blocks without anything; then the scan with that run.
            file.AddRange([0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0xE0]);
            file.AddRange([0xFF, 0xDA, 0, 8, 1, color, 0, 1, 9, 0x0D, 0, 1]);
        }

        return [.. file, .. jpeg[^2..]];
    }

    private static IEnumerable<PictureArea> AreaOrder(IEnumerable<PictureArea> areas) => areas.OrderBy(area => area.Y).ThenBy(area => area.X);

    private static PictureArea Area(Random random, int width, int height)
        => new(random.Next(width - 50), random.Next(height - 50), random.Next(1, 50), random.Next(1, 50));

    /// <summary>Other colors where a viewer shows the given pixels.</summary>
    private static Raster Changed(Raster stored, int orientation, Func<(int X, int Y), bool> isChosen)
    {
        // Turned with the pixels' own numbers for colors, so that nothing here computes a turn.
        Raster numbers = new(stored.Width, stored.Height);
        for (int i = 0; i < stored.Width * stored.Height; i++)
        {
            BitConverter.TryWriteBytes(numbers.Pixels[(i * 4)..], i);
        }

        Raster changed = new(stored.Width, stored.Height, stored.Pixels.ToArray());
        Raster shown = Turning.Apply(numbers, orientation);
        for (int i = 0; i < shown.Width * shown.Height; i++)
        {
            if (isChosen((i % shown.Width, i / shown.Width)))
            {
                RandomNumberGenerator.Fill(changed.Pixels.Slice(BitConverter.ToInt32(shown.Pixels[(i * 4)..]) * 4, 3));
            }
        }

        return changed;
    }

    private Raster Upright(byte[] file, int orientation) => Turning.Apply(_fixture.Decode(file), orientation);

    private async Task<byte[]> EncodeAsync(Raster picture, string coding, int orientation)
    {
        List<byte> pixels = [.. Encoding.ASCII.GetBytes($"P6 {picture.Width} {picture.Height} 255\n")];
        for (int i = 0; i < picture.Pixels.Length; i += 4)
        {
            pixels.AddRange(picture.Pixels.Slice(i, 3));
        }

        string[] arguments = coding.EndsWith("-scans", StringComparison.Ordinal)
            ? [.. coding.Split(' '), _folder.Write("scans", Encoding.ASCII.GetBytes(MeansOnly))]
            : coding.Split(' ');
        PeerResult result = await Peer.RunAsync(Peer.Require("cjpeg"), arguments, pixels.ToArray(), RedactionFixture.Token);
        Assert.True(result.ExitCode == 0, result.Error);
        return RedactionFixture.Turned(result.Output, orientation);
    }
}
