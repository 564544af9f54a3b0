using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Thumbnails;

/// <summary>What a thumbnail shows.</summary>
public sealed class ThumbnailMakerTests
{
    private const string DecodeScript = """
        import sys, io
        from PIL import Image
        picture = Image.open(io.BytesIO(sys.stdin.buffer.read())).convert('RGBA')
        sys.stdout.buffer.write(picture.width.to_bytes(4, 'little') + picture.height.to_bytes(4, 'little') + picture.tobytes())
        """;

    /// <summary>Four colors in the corners of an upright picture: top left, top right, bottom left, bottom right.</summary>
    private static readonly byte[][] Corners = [[200, 0, 0, 255], [0, 180, 0, 255], [0, 0, 160, 255], [220, 220, 0, 255]];

    [Theory]
    [InlineData(1, new[] { 0, 1, 2, 3 })]
    [InlineData(2, new[] { 1, 0, 3, 2 })]
    [InlineData(3, new[] { 3, 2, 1, 0 })]
    [InlineData(4, new[] { 2, 3, 0, 1 })]
    [InlineData(5, new[] { 0, 2, 1, 3 })]
    [InlineData(6, new[] { 2, 0, 3, 1 })]
    [InlineData(7, new[] { 3, 1, 2, 0 })]
    [InlineData(8, new[] { 1, 3, 0, 2 })]
    public async Task Make_EachOrientation_IsUpright(int orientation, int[] corners)
    {
        Raster stored = Quarters(640, 320);
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        Thumbnail thumbnail = Make(decoder, PngFile.Write(stored), stored, orientation);
        Assert.Equal(orientation >= 5 ? (128, 256) : (256, 128), (thumbnail.Width, thumbnail.Height));
        Assert.Equal(DecodableFormat.Jpeg, thumbnail.Format);
        Assert.Equal(-1, thumbnail.Content.Span.IndexOf("CREATOR"u8));

        Raster shown = await DecodeAsync(thumbnail.Content);
        Assert.Equal((thumbnail.Width, thumbnail.Height), (shown.Width, shown.Height));
        (int X, int Y)[] places = [(10, 10), (shown.Width - 10, 10), (10, shown.Height - 10), (shown.Width - 10, shown.Height - 10)];
        for (int i = 0; i < places.Length; i++)
        {
            AssertNear(Corners[corners[i]], shown.Row(places[i].Y).Slice(places[i].X * Raster.PixelInBytes, Raster.PixelInBytes));
        }
    }

    [Fact]
    public async Task Make_TransparentPicture_IsTransparentPng()
    {
        Raster stored = new(512, 512);
        stored.Row(0).Fill(200);
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        Thumbnail thumbnail = Make(decoder, PngFile.Write(stored), stored, 1);
        Assert.Equal(("image/png", 256, 256), (thumbnail.MediaType, thumbnail.Width, thumbnail.Height));
        Raster shown = await DecodeAsync(thumbnail.Content);
        Assert.Equal(100, shown.Row(0)[3]);
        Assert.Equal(0, shown.Row(1)[3]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Make_Noise_FitsIntoTheHeader(bool isOpaque)
    {
        Raster stored = new(700, 700);
        new Random(5).NextBytes(stored.Pixels);
        for (int i = 3; isOpaque && i < stored.Pixels.Length; i += 4)
        {
            stored.Pixels[i] = 255;
        }

        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        Thumbnail thumbnail = Make(decoder, PngFile.Write(stored), stored, 1);
        Assert.InRange(thumbnail.Content.Length, 1, ThumbnailMaker.MaxLengthInBytes);
        Raster shown = await DecodeAsync(thumbnail.Content);
        Assert.Equal((thumbnail.Width, thumbnail.Height), (shown.Width, shown.Height));
    }

    private static Thumbnail Make(PictureDecoder decoder, byte[] file, Raster stored, int orientation)
    {
        using MemoryStream content = new(file);
        DecoderResult<Thumbnail> result = new ThumbnailMaker(decoder).Make(
            new PictureInput { Format = DecodableFormat.Png, Width = stored.Width, Height = stored.Height, Orientation = orientation, Content = content },
            TestContext.Current.CancellationToken);
        Assert.Equal(DecoderOutcome.Success, result.Outcome);
        Assert.Null(result.Note);
        return Assert.IsType<Thumbnail>(result.Value);
    }

    private static Raster Quarters(int width, int height)
    {
        Raster picture = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Corners[(y * 2 / height * 2) + (x * 2 / width)].CopyTo(picture.Row(y)[(x * Raster.PixelInBytes)..]);
            }
        }

        return picture;
    }

    private static void AssertNear(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - 12, expected[i] + 12);
        }
    }

    private static async Task<Raster> DecodeAsync(ReadOnlyMemory<byte> file)
    {
        byte[] output = await Python.RunAsync(DecodeScript, file);
        return new Raster(BitConverter.ToInt32(output), BitConverter.ToInt32(output, 4), output[8..]);
    }
}
