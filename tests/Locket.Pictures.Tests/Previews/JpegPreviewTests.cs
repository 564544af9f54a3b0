using System.Globalization;
using System.Text;
using Locket.Pictures.Pixels;
using Locket.Pictures.Previews;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Previews;

/// <summary>Previews look as what a whole decoder makes small.</summary>
public sealed class JpegPreviewTests
{
    private const long MaxPixels = 100_000_000;

    /// <summary>
    /// Peak signal to noise, in decibels: 1/25 of the levels' range. What is missing are clipped levels and, in small blocks, higher
    /// frequencies.
    /// </summary>
    private const double LeastLikeness = 28;

    private const string EncodeScript = """
        import sys, io
        from PIL import Image
        size = tuple(int(side) for side in sys.argv[1].split('x'))
        picture = Image.frombytes('L', (9, 7), bytes(i * 37 % 256 for i in range(63))).resize(size, Image.Resampling.BICUBIC)
        colors = [picture, picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT), picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM), picture]
        file = io.BytesIO()
        Image.merge(sys.argv[2], colors[:len(sys.argv[2])]).save(
            file, 'JPEG', quality=int(sys.argv[3]), subsampling=int(sys.argv[4]), progressive=sys.argv[5] == 'progressive', optimize=sys.argv[5] == 'optimized')
        sys.stdout.buffer.write(file.getvalue())
        """;

    [Theory]
    [InlineData("2100x1500", "RGB", 90, 0, "baseline")]
    [InlineData("2100x1500", "RGB", 90, 1, "baseline")]
    [InlineData("2100x1500", "RGB", 90, 2, "baseline")]
    [InlineData("2048x333", "RGB", 90, 2, "baseline")]
    [InlineData("177x2049", "RGB", 75, 2, "optimized")]
    [InlineData("3001x2007", "RGB", 50, 2, "baseline")]
    [InlineData("3001x2007", "L", 90, 0, "baseline")]
    [InlineData("2051x1999", "RGB", 90, 2, "progressive")]
    [InlineData("2051x1999", "L", 90, 0, "progressive")]
    [InlineData("1025x771", "RGB", 90, 2, "baseline")]
    [InlineData("1999x1025", "RGB", 95, 0, "optimized")]
    [InlineData("1300x1111", "L", 30, 0, "baseline")]
    public async Task Make_EachKind_LooksAsDecoded(string size, string mode, int quality, int subsampling, string coding)
    {
        byte[] file = await Python.RunAsync(
            EncodeScript, default, size, mode, quality.ToString(CultureInfo.InvariantCulture), subsampling.ToString(CultureInfo.InvariantCulture), coding);
        Raster? preview = new JpegPreview().Make(file, ThumbnailMaker.DefaultMaxSide, MaxPixels);
        Assert.NotNull(preview);
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        Assert.InRange(Likeness(preview, Decode(decoder, file)!), LeastLikeness + 4, double.MaxValue);
    }

    [Theory]
    [InlineData("2100x1500", "CMYK", "baseline")]
    [InlineData("1500x1000", "RGB", "progressive")]
    [InlineData("1023x700", "RGB", "baseline")]
    public async Task Make_WhatNeedsMore_IsLeftToAWholeDecoder(string size, string mode, string coding)
    {
        byte[] file = await Python.RunAsync(EncodeScript, default, size, mode, "90", "2", coding);
        Assert.Null(new JpegPreview().Make(file, ThumbnailMaker.DefaultMaxSide, MaxPixels));
    }

    [Fact]
    public async Task Make_MorePixelsThanAllowed_IsLeftToAWholeDecoder()
    {
        byte[] file = await Python.RunAsync(EncodeScript, default, "2100x1500", "RGB", "90", "2", "baseline");
        Assert.Null(new JpegPreview().Make(file, ThumbnailMaker.DefaultMaxSide, (2100 * 1500) - 1));
    }

    [Fact]
    public async Task Make_AfterAnotherPicture_DependsOnNothingOfIt()
    {
        JpegPreview previews = new();
        foreach (string coding in new[] { "baseline", "optimized", "progressive", "optimized", "baseline" })
        {
            byte[] file = await Python.RunAsync(EncodeScript, default, coding is "optimized" ? "2100x1501" : "2500x1500", "RGB", "90", "2", coding);
            Assert.Equal(
                new JpegPreview().Make(file, ThumbnailMaker.DefaultMaxSide, MaxPixels)!.Pixels,
                previews.Make(file, ThumbnailMaker.DefaultMaxSide, MaxPixels)!.Pixels);
        }
    }

    [Fact]
    public async Task Make_EveryPublishedPicture_LooksAsDecoded()
    {
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient, maxProcesses: 1);
        JpegPreview previews = new();
        List<string> wrong = [];
        int made = 0;
        int withRestarts = 0;
        foreach (PictureFacts facts in (await Gallery.ReadAsync()).Where(one => one.Format == DecodableFormat.Jpeg))
        {
            byte[] file = await File.ReadAllBytesAsync(facts.Path, TestContext.Current.CancellationToken);
            Raster? whole = null;
            foreach (int side in new[] { 64, 32, 16 })
            {
                if (previews.Make(file, side, MaxPixels) is not Raster preview)
                {
                    continue;
                }

                whole ??= Decode(decoder, file);
                double likeness = whole is null ? 0 : Likeness(preview, whole);
                made++;
                withRestarts += file.AsSpan().IndexOf<byte>([0xFF, 0xDD, 0x00, 0x04]) >= 0 ? 1 : 0;
                if (likeness < LeastLikeness)
                {
                    wrong.Add(FormattableString.Invariant($"{facts.Path} at {side}: {likeness:F1} dB"));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(made > 70, $"{made} previews");
        Assert.True(withRestarts > 0, "none with restart intervals");
    }

    [Fact]
    public async Task Make_BrokenPictures_NeverFails()
    {
        JpegPreview previews = new();
        Random dice = new(20);
        int made = 0;
        int refused = 0;
        foreach (PictureFacts facts in (await Gallery.ReadAsync()).Where(one => one.Format == DecodableFormat.Jpeg))
        {
            byte[] file = await File.ReadAllBytesAsync(facts.Path, TestContext.Current.CancellationToken);
            int head = Math.Min(file.Length, 2000);
            for (int i = 0; i < 60; i++)
            {
                byte[] broken = i % 10 == 0 ? file[..dice.Next(file.Length)] : [.. file];
                for (int flips = i % 10 == 0 ? 0 : dice.Next(1, 4); flips > 0; flips--)
                {
                    broken[dice.Next(flips == 1 ? broken.Length : head)] ^= (byte)(1 << dice.Next(8));
                }

                Raster? preview = previews.Make(broken, 16, MaxPixels);
                made += preview is null ? 0 : 1;
                refused += preview is null ? 1 : 0;
                Assert.True(preview is null || Math.Max(preview.Width, preview.Height) <= 16);
            }
        }

        Assert.True(made > 500 && refused > 500, $"{made} made, {refused} refused");
    }

    [Fact]
    public void Make_TextsAndNothing_IsNull()
    {
        JpegPreview previews = new();
        foreach (byte[] file in new byte[][] { [], [0xFF], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF], Encoding.ASCII.GetBytes(new string('a', 100)) })
        {
            Assert.Null(previews.Make(file, 16, MaxPixels));
        }
    }

    private static Raster? Decode(PictureDecoder decoder, byte[] file)
    {
        using MemoryStream content = new(file);
        PictureInput picture = new() { Format = DecodableFormat.Jpeg, Width = 1, Height = 1, Content = content };
        return decoder.Decode(picture, TestContext.Current.CancellationToken).Value;
    }

    private static double Likeness(Raster preview, Raster whole)
    {
        Raster small = BoxScaler.Scale(whole, preview.Width, preview.Height);
        double squares = 0;
        for (int i = 0; i < small.Pixels.Length; i++)
        {
            double difference = small.Pixels[i] - preview.Pixels[i];
            squares += difference * difference;
        }

        return squares == 0 ? 99 : 10 * Math.Log10(255.0 * 255 * preview.Width * preview.Height * 3 / squares);
    }
}
