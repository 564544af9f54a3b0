using System.Text;
using Locket.Pictures.Pixels;
using Locket.Pictures.Redaction;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Redaction;

public sealed class CodingReachTests
{
    [Theory]
    [MemberData(nameof(RedactionFixture.Orientations), MemberType = typeof(RedactionFixture))]
    public void Around_AnyOrientation_CountsBlocksWhereTheyAreStored(int orientation)
    {
        // Pixels that carry their own number through the turn.
        const int storedWidth = 45;
        const int storedHeight = 38;
        Raster numbers = new(storedWidth, storedHeight);
        for (int i = 0; i < storedWidth * storedHeight; i++)
        {
            BitConverter.TryWriteBytes(numbers.Pixels[(i * 4)..], i);
        }

        Raster shown = Turning.Apply(numbers, orientation);
        CodingReach reach = new(16, 8, 2, 1, 3, 1) { Orientation = orientation };
        Random random = new(orientation);
        for (int round = 0; round < 200; round++)
        {
            (int x, int y) = (random.Next(shown.Width), random.Next(shown.Height));
            PictureArea area = new(x, y, random.Next(1, shown.Width - x + 1), random.Next(1, shown.Height - y + 1));
            bool[] expected = new bool[shown.Width * shown.Height];
            HashSet<(int X, int Y)> blocks = [.. Numbers(shown, area).SelectMany(i => Blocks(i % storedWidth, i / storedWidth))];
            for (int i = 0; i < expected.Length; i++)
            {
                int number = BitConverter.ToInt32(shown.Pixels[(i * 4)..]);
                (int column, int row) = (number % storedWidth, number / storedWidth);
                expected[i] = blocks.Any(block => column >= (block.X * 16) - 3 && column < (block.X * 16) + 19 && row >= (block.Y * 8) - 1 && row < (block.Y * 8) + 9);
            }

            PictureArea around = reach.Around(area, shown.Width, shown.Height);

            Assert.True(around.IsIn(shown.Width, shown.Height), $"{area} became {around}");
            Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(i => RedactionFixture.IsIn(i % shown.Width, i / shown.Width, [around])));
        }
    }

    [Theory]
    [InlineData("FFD8FFD9")]
    [InlineData("FFD8FFE0")]
    [InlineData("FFD8FFC0000B08000100010100")]
    [InlineData("FFD8FFC00006080001FFDA0002")]
    public void Of_JpegWithoutAFrame_IsTheWorst(string file)
        => Assert.Equal(new CodingReach(32, 32, 4, 4, 68, 68), Of(Convert.FromHexString(file), DecodableFormat.Jpeg));

    [Theory]
    [InlineData("FFC0 000B 08 00010001 01 01 22 00", "FFDA 0008 01 01 00 00 3F 00", 8, 1)]
    [InlineData("FFC0 0011 08 00010001 03 01 22 00 02 11 01 03 11 01", "FFDA 0008 01 01 00 00 3F 00", 16, 2)]
    [InlineData("FFC0 0011 08 00010001 03 01 11 00 02 11 01 03 11 01", "FFDA 0008 01 01 00 00 3F 00", 8, 1)]
    [InlineData("0011 FFFF FFC0 000B 08 00010001 01 01 11 00", "FFDA 0008 01 01 00 00 3F 00", 8, 1)]
    [InlineData("FFC2 000B 08 00010001 01 01 11 00", "FFDA 0008 01 01 00 00 00 00 12 FF00 34 FFD0 FFDA 0008 01 01 00 01 3F 00", 8, 1)]
    [InlineData("FFC2 000B 08 00010001 01 01 11 00", "FFDA 0008 01 01 00 00 00 00 FFDA 0008 01 01 00 01 3F 01", 8, 17)]
    [InlineData("FFC2 000B 08 00010001 01 01 11 00", "FFDA 0008 01 01 00 00 00 00 FFDA 0008 01 01 00 01 3F 01 FFDA 0008 01 01 00 01 3F 10", 8, 1)]
    [InlineData("FFC2 000B 08 00010001 01 01 11 00", "FFDA 0008 01 01 00 00 00 00", 8, 17)]
    public void Of_Jpeg_FollowsItsFrameAndScans(string frame, string scans, int block, int after)
    {
        Assert.Equal((block, block, after, after), Sizes(Of(Jpeg(frame + scans), DecodableFormat.Jpeg)));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("FFDA 0008 01 01 00 01 09 0D", 17)]
    [InlineData("FFDA 0008 01 01 00 01 09 00", 17)]
    [InlineData("FFDA 0008 01 01 00 01 09 10", 17)]
    [InlineData("FFDA 0008 01 01 00 00 00 00", 17)]
    [InlineData("FFDA 0008 01 07 00 01 3F 00", 17)]
    [InlineData("FFDA 000A 02 01 00 01 00 01 3F 00", 17)]
    [InlineData("FFDA 0008 01 01 00 01 40 00", 17)]
    [InlineData("FFDA 0003 01", 17)]
    [InlineData("FFDA 0002", 17)]
    public void Of_ProgressiveJpegWithAScanTooMany_TakesItToBeSmoothed(string further, int after)
    {
        byte[] file = Jpeg($"FFC2 000B 08 00010001 01 01 11 00 FFDA 0008 01 01 00 00 00 00 FFDA 0008 01 01 00 01 3F 00 {further}");
        Assert.Equal((8, 8, after, after), Sizes(Of(file, DecodableFormat.Jpeg)));
    }

    [Theory]
    [InlineData("01 3F 02", "01 3F 20", 17)]
    [InlineData("01 3F 02", "01 3F 10", 17)]
    [InlineData("01 3F 02", "01 3F 00", 17)]
    [InlineData("01 3F 10", "01 3F 10", 17)]
    [InlineData("01 3F 01", "01 3F 10", 1)]
    [InlineData("01 05 00", "06 3F 00", 1)]
    [InlineData("01 05 00", "05 3F 00", 17)]
    [InlineData("01 05 00", "0A 3F 00", 17)]
    public void Of_ProgressiveJpeg_IsExactWhereEachScanBeginsAtTheOneBefore(string first, string second, int after)
    {
        byte[] file = Jpeg($"FFC2 000B 08 00010001 01 01 11 00 FFDA 0008 01 01 00 00 00 00 FFDA 0008 01 01 00 {first} FFDA 0008 01 01 00 {second}");
        Assert.Equal((8, 8, after, after), Sizes(Of(file, DecodableFormat.Jpeg)));
    }

    [Theory]
    [InlineData("FFC0 0011 08 00010001 03 01 11 00 01 11 01 03 11 01 FFDA 0008 01 01 00 00 3F 00")]
    [InlineData("FFC2 000E 08 00010001 02 01 11 00 01 11 01 FFDA 0008 01 01 00 00 00 00 FFDA 0008 01 01 00 01 3F 00")]
    public void Of_JpegWithTwoColorsOfOneName_TakesItToBeSmoothed(string segments)
        => Assert.Equal((8, 8, 17, 17), Sizes(Of(Jpeg(segments), DecodableFormat.Jpeg)));

    [Theory]
    [InlineData("ALPH", 0x00, "VP8 ", true, false)]
    [InlineData("ALPH", 0x0F, "VP8 ", true, false)]
    [InlineData("ALPH", 0x10, "VP8 ", true, true)]
    [InlineData("ALPH", 0x20, "VP8 ", true, true)]
    [InlineData("ALPH", 0x10, "VP8L", false, false)]
    [InlineData("EXIF", 0x10, "VP8 ", true, false)]
    public void Of_WebP_SaysWhetherItsTransparencyHasFewerLevels(string chunk, int head, string pixels, bool isLossy, bool isReduced)
    {
        byte[] body =
        [
            .. "WEBPVP8X"u8, 10, 0, 0, 0, 0x10, .. new byte[9],
            .. Encoding.ASCII.GetBytes(chunk), 1, 0, 0, 0, (byte)head, 0, .. Encoding.ASCII.GetBytes(pixels), 2, 0, 0, 0, 0, 0,
        ];
        byte[] file = [.. "RIFF"u8, (byte)body.Length, 0, 0, 0, .. body];

        CodingReach reach = Of(file, DecodableFormat.WebP);

        Assert.Equal(isLossy ? WebPCoding.Reach with { HasReducedAlpha = isReduced } : CodingReach.None, reach);
    }

    [Fact]
    public void Of_ProgressiveJpegThatIsCutOff_TakesItToBeSmoothed()
    {
        byte[] whole = SamplePicture.Named("image-rs/progressive-3.jpg").Read();
        CodingReach reach = Of(whole, DecodableFormat.Jpeg);

        Assert.Equal(reach with { AfterX = reach.AfterX + (2 * reach.BlockWidth), AfterY = reach.AfterY + (2 * reach.BlockHeight) }, Of(whole[..^100], DecodableFormat.Jpeg));
    }

    [Theory]
    [InlineData(DecodableFormat.Png)]
    [InlineData(DecodableFormat.Gif)]
    [InlineData(DecodableFormat.Bmp)]
    public void Of_FormatsWithoutLoss_IsNone(DecodableFormat format) => Assert.True(Of([1, 2, 3], format).IsLossless);

    [Fact]
    public void Of_BrokenWebP_IsThatOfLossyOnes() => Assert.Equal(WebPCoding.Reach, Of([1, 2, 3], DecodableFormat.WebP));

    private static byte[] Jpeg(string segments) => Convert.FromHexString($"FFD8{segments}FFD9".Replace(" ", string.Empty, StringComparison.Ordinal));

    private static (int, int, int, int) Sizes(CodingReach reach) => (reach.BlockWidth, reach.BlockHeight, reach.AfterX, reach.AfterY);

    private static CodingReach Of(byte[] file, DecodableFormat format)
    {
        using MemoryStream content = new(file, writable: false);
        CodingReach reach = CodingReach.Of(content, new PictureInput { Format = format, Width = 1, Height = 1, Content = content });
        Assert.Equal(0, content.Position);
        return reach;
    }

    private static IEnumerable<int> Numbers(Raster shown, PictureArea area)
    {
        for (int y = area.Y; y < area.Y + area.Height; y++)
        {
            for (int x = area.X; x < area.X + area.Width; x++)
            {
                yield return BitConverter.ToInt32(shown.Row(y)[(x * 4)..]);
            }
        }
    }

    /// <summary>The blocks that a coder makes with the help of a stored pixel.</summary>
    private static IEnumerable<(int X, int Y)> Blocks(int column, int row)
    {
        for (int y = Math.Max(0, row - 1); y <= Math.Min(37, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 2); x <= Math.Min(44, column + 2); x++)
            {
                yield return (x / 16, y / 8);
            }
        }
    }
}
