using Locket.Pictures.Pixels;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Redaction;

/// <summary>Originals that are WebP, with loss and without.</summary>
public sealed class WebPOriginalTests : IDisposable
{
    private const int Width = 150;
    private const int Height = 118;

    private readonly RedactionFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Redact_LossyWebP_HidesWholeMacroblocksAndOneMore()
    {
        byte[] original = _fixture.Decoder.EncodeWebP(RedactionFixture.Drawing(Width, Height), 80, RedactionFixture.Token).Value!;
        _fixture.Redact(original, _fixture.Hide(new PictureArea(50, 66, 10, 10)) with { Format = DecodableFormat.Png }, out RedactionReport report);

        Assert.Equal([new PictureArea(30, 46, 52, 52)], report.HiddenAreas);
        Assert.Equal(22, report.GrownInPixels);
    }

    [Fact]
    public void Redact_WebPsThatDifferInWhatIsHidden_DifferBesideItAsTheyDoEverywhere()
    {
        PictureArea area = new(250, 120, 80, 40);
        Raster photograph = _fixture.Decode(SamplePicture.Named("libavif/kodim03_grayscale_cicp.png").Read());
        Raster other = new(photograph.Width, photograph.Height, photograph.Pixels.ToArray());
        for (int y = area.Y; y < area.Y + area.Height; y++)
        {
            // Upright strokes, as letters have.
            for (int x = area.X; x < area.X + area.Width; x++)
            {
                other.Row(y).Slice(x * 4, 3).Fill((byte)(x % 9 < 2 ? 0 : 255));
            }
        }

        byte[] one = Coded(photograph);
        byte[] two = Coded(other);
        RedactionOptions options = _fixture.Hide(area) with { Format = DecodableFormat.Png };
        Raster first = _fixture.Decode(_fixture.Redact(one, options, out RedactionReport report));
        Raster second = _fixture.Decode(_fixture.Redact(two, options));

        double besideRectangle = Difference(_fixture.Decode(one), _fixture.Decode(two), area, 8);
        double besideHidden = Difference(first, second, report.HiddenAreas[0], 8);
        double everywhere = Difference(first, second, report.HiddenAreas[0], 1000);
        Assert.True(besideHidden < besideRectangle / 2, $"{besideRectangle} became {besideHidden}");
        Assert.True(besideHidden < everywhere * 2, $"{besideHidden} beside what is hidden, {everywhere} in the picture");

        byte[] Coded(Raster picture) => _fixture.Decoder.EncodeWebP(picture, 80, RedactionFixture.Token).Value!;
    }

    [Fact]
    public void Redact_LosslessWebP_HidesTheRectangleAlone()
    {
        byte[] original = _fixture.Encode(RedactionFixture.Drawing(Width, Height), DecodableFormat.WebP);
        PictureArea area = new(50, 66, 10, 10);
        _fixture.Redact(original, _fixture.Hide(area), out RedactionReport report);

        Assert.Equal([area], report.HiddenAreas);
        Assert.Equal((100, 0), (report.HiddenPixelCount, report.GrownInPixels));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Redact_WebPWithFewerLevelsOfTransparency_IsReported(bool isReduced)
    {
        byte[] original = _fixture.Decoder.EncodeWebP(RedactionFixture.Drawing(Width, Height, isOpaque: false), 80, RedactionFixture.Token).Value!;
        int chunk = original.AsSpan().IndexOf("ALPH"u8);
        Assert.True(chunk > 0, "the coder wrote no transparency");
        original[chunk + 8] = (byte)((original[chunk + 8] & ~0x30) | (isReduced ? 0x10 : 0));

        _fixture.Redact(original, _fixture.Hide(new PictureArea(50, 66, 10, 10)), out RedactionReport report);

        Assert.Equal(isReduced, report.HasReducedAlpha);
    }

    /// <summary>The mean difference of the pixels around a rectangle.</summary>
    private static double Difference(Raster one, Raster other, PictureArea area, int width)
    {
        PictureArea around = new(area.X - width, area.Y - width, area.Width + (2 * width), area.Height + (2 * width));
        return Enumerable.Range(0, one.Width * one.Height)
            .Where(i => RedactionFixture.IsIn(i % one.Width, i / one.Width, [around]) && !RedactionFixture.IsIn(i % one.Width, i / one.Width, [area]))
            .Average(i => Math.Abs(one.Pixels[(i * 4) + 1] - other.Pixels[(i * 4) + 1]));
    }
}
