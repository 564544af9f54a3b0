using System.Text;
using Locket.Pictures.Pixels;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Pixels;

/// <summary>PNG as Locket reads and writes it, beside Pillow.</summary>
public sealed class PngFileTests
{
    private const long MaxPixels = 1_000_000;

    private const string DecodeAll = """
        import sys
        from PIL import Image
        for path in sys.stdin.read().splitlines():
            picture = Image.open(path)
            if picture.mode == 'I':
                # Pillow keeps 16 bits here and would cut them off at 255 instead of taking the upper 8.
                picture = picture.point(lambda v: v / 256).convert('L')
            picture = picture.convert('RGBA')
            sys.stdout.buffer.write(picture.width.to_bytes(4, 'little') + picture.height.to_bytes(4, 'little') + picture.tobytes())
        """;

    private const string DecodeOne = """
        import sys, io
        from PIL import Image
        picture = Image.open(io.BytesIO(sys.stdin.buffer.read()))
        sys.stdout.buffer.write(picture.mode.encode().ljust(4) + picture.convert('RGBA').tobytes())
        """;

    [Fact]
    public async Task TryRead_EveryGoodPng_GivesThePixelsThatPillowGives()
    {
        PictureFacts[] pictures = [.. (await Gallery.ReadAsync()).Where(facts => facts.IsGood && facts.Format == DecodableFormat.Png)];
        byte[] output = await Python.RunAsync(DecodeAll, Encoding.UTF8.GetBytes(string.Join('\n', pictures.Select(facts => facts.Path))));
        int at = 0;
        int equal = 0;
        List<string> wrong = [];
        foreach (PictureFacts facts in pictures)
        {
            int length = BitConverter.ToInt32(output, at) * BitConverter.ToInt32(output, at + 4) * Raster.PixelInBytes;
            ReadOnlyMemory<byte> expected = output.AsMemory(at + 8, length);
            at += 8 + length;
            byte[] file = await File.ReadAllBytesAsync(facts.Path, TestContext.Current.CancellationToken);
            PngFault fault = PngFile.TryRead(file, MaxPixels * 20, out Raster? picture);
            if (fault != PngFault.None)
            {
                wrong.Add($"{facts.Path}: {fault}");
            }
            else if (IsSame(expected.Span, picture!.Pixels))
            {
                equal++;
            }
            else
            {
                wrong.Add($"{facts.Path}: other pixels");
            }
        }

        // Damaged files that Pillow forgives; indices beyond the palette, for which it takes gray; and transparency of 1 bit, which it drops.
        string[] forgiven = ["huge_IDAT.png", "xcsn0g01.png", "png-truncated.png", "/corrupt/libpng/", "gray-1-tRNS.png"];
        wrong.RemoveAll(line => forgiven.Any(name => line.Contains(name, StringComparison.Ordinal)));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(equal > 150, $"{equal} equal");
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(17, 5, true)]
    [InlineData(64, 64, false)]
    [InlineData(300, 2, false)]
    public async Task Write_AnyPicture_IsReadByPillowAndBack(int width, int height, bool isOpaque)
    {
        Raster picture = Random(width, height, isOpaque);
        byte[] file = PngFile.Write(picture);
        byte[] output = await Python.RunAsync(DecodeOne, file);
        Assert.Equal(isOpaque ? "RGB " : "RGBA", Encoding.ASCII.GetString(output, 0, 4));
        Assert.Equal(picture.Pixels.ToArray(), output[4..]);
        Assert.Equal(PngFault.None, PngFile.TryRead(file, MaxPixels, out Raster? back));
        Assert.Equal(picture.Pixels.ToArray(), back!.Pixels.ToArray());
    }

    [Fact]
    public void TryRead_EveryTruncation_IsDamaged()
    {
        byte[] file = PngFile.Write(Random(20, 20, isOpaque: false));
        for (int length = 8; length < file.Length - 12; length++)
        {
            Assert.Equal(PngFault.Damaged, PngFile.TryRead(file.AsMemory(0, length), MaxPixels, out _));
        }

        Assert.Equal(PngFault.NotPng, PngFile.TryRead(file.AsMemory(0, 7), MaxPixels, out _));
    }

    [Fact]
    public void TryRead_EveryFlippedBit_NeverThrows()
    {
        byte[] file = PngFile.Write(Random(9, 9, isOpaque: false));
        int good = 0;
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] copy = [.. file];
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
            good += PngFile.TryRead(copy, MaxPixels, out _) == PngFault.None ? 1 : 0;
        }

        // Only those of the end chunk do not matter.
        Assert.InRange(good, 0, 12 * 8);
    }

    [Fact]
    public void TryRead_MorePixelsThanAllowed_IsTooLarge()
        => Assert.Equal(PngFault.TooLarge, PngFile.TryRead(PngFile.Write(Random(20, 20, isOpaque: true)), 399, out _));

    [Fact]
    public void TryRead_FewBytesThatClaimManyPixels_AllocatesNothingForThem()
    {
        byte[] file = PngParts.File(
            PngParts.Header(20_000, 20_000, 8, (int)PngColor.Rgba), PngParts.Chunk("IDAT", PngParts.Compress(new byte[1000])), PngParts.Chunk("IEND", []));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(file, 1_000_000_000, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(0, 1, 8, 2, 0)]
    [InlineData(-1, 1, 8, 2, 0)]
    [InlineData(1, 1, 3, 0, 0)]
    [InlineData(1, 1, 16, 3, 0)]
    [InlineData(1, 1, 8, 5, 0)]
    [InlineData(1, 1, 8, 2, 2)]
    public void TryRead_HeaderThatTheStandardForbids_IsDamaged(int width, int height, int depth, int color, int interlace)
    {
        byte[] file = PngParts.File(
            PngParts.Header(width, height, depth, color, interlace), PngParts.Chunk("IDAT", PngParts.Compress(new byte[64])), PngParts.Chunk("IEND", []));
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(file, MaxPixels, out _));
    }

    [Fact]
    public void TryRead_PixelsThatWantADictionary_IsDamaged()
    {
        byte[] file = PngParts.File(PngParts.Header(1, 1, 8, 0), PngParts.Chunk("IDAT", [0x78, 0x20, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1]), PngParts.Chunk("IEND", []));
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(file, MaxPixels, out _));
        Assert.NotEqual(VeilFault.None, PictureVeil.TryRead(file, out _));
    }

    [Fact]
    public void TryRead_UnknownFilterOrNoData_IsDamaged()
    {
        byte[] header = PngParts.Header(1, 1, 8, 0);
        byte[] end = PngParts.Chunk("IEND", []);
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(PngParts.File(header, PngParts.Chunk("IDAT", PngParts.Compress([5, 1])), end), MaxPixels, out _));
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(PngParts.File(header, end), MaxPixels, out _));
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(PngParts.File(header, PngParts.Chunk("IDAT", [1, 2, 3])), MaxPixels, out _));
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(PngParts.File(header, header, PngParts.Chunk("IDAT", PngParts.Compress([0, 1])), end), MaxPixels, out _));
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(PngParts.File(PngParts.Chunk("IDAT", PngParts.Compress([0, 1])), header, end), MaxPixels, out _));
        Assert.Equal(PngFault.Damaged, PngFile.TryRead(PngParts.File(header, PngParts.Chunk("ABCD", []), PngParts.Chunk("IDAT", PngParts.Compress([0, 1])), end), MaxPixels, out _));
        Assert.Equal(PngFault.None, PngFile.TryRead(PngParts.File(header, PngParts.Chunk("IDAT", PngParts.Compress([0, 1])), end), MaxPixels, out _));
    }

    private static Raster Random(int width, int height, bool isOpaque)
    {
        Raster picture = new(width, height);
        new Random(width).NextBytes(picture.Pixels);
        for (int i = 3; isOpaque && i < picture.Pixels.Length; i += 4)
        {
            picture.Pixels[i] = 255;
        }

        return picture;
    }

    /// <summary>The color of what cannot be seen is nobody's business.</summary>
    private static bool IsSame(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        bool isSame = expected.Length == actual.Length;
        for (int i = 0; isSame && i < expected.Length; i += Raster.PixelInBytes)
        {
            isSame = expected[i + 3] == actual[i + 3] && (expected[i + 3] == 0 || expected.Slice(i, 3).SequenceEqual(actual.Slice(i, 3)));
        }

        return isSame;
    }
}
