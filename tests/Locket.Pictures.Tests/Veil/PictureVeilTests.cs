using System.Buffers.Binary;
using System.Text;
using Locket.Pictures.Pixels;
using Locket.Pictures.Tests.TestSupport;
using Locket.Pictures.Veil;
using Xunit;

namespace Locket.Pictures.Tests.Veil;

/// <summary>A Locket file goes through pixels and comes back, byte for byte or not at all.</summary>
public sealed class PictureVeilTests
{
    private const string Rewrite = """
        import sys, io
        from PIL import Image
        picture = Image.open(io.BytesIO(sys.stdin.buffer.read()))
        how = sys.argv[1]
        out = io.BytesIO()
        if how == 'optimize':
            picture.save(out, 'PNG', optimize=True)
        elif how == 'alpha':
            picture.convert('RGBA').save(out, 'PNG')
        elif how == 'color':
            picture.convert('RGB').save(out, 'PNG')
        elif how == 'palette':
            picture.convert('P').save(out, 'PNG')
        elif how == 'bmp':
            bmp = io.BytesIO()
            picture.save(bmp, 'BMP')
            Image.open(bmp).save(out, 'PNG')
        elif how == 'webp':
            webp = io.BytesIO()
            picture.save(webp, 'WEBP', lossless=True)
            Image.open(webp).convert(picture.mode).save(out, 'PNG')
        elif how == 'metadata':
            picture.save(out, 'PNG', dpi=(300, 300), exif=b'Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0')
        elif how == 'sixteen':
            Image.frombytes('I;16', picture.size, b''.join(bytes((v, v)) for v in picture.tobytes())).save(out, 'PNG')
        elif how == 'jpeg':
            jpeg = io.BytesIO()
            picture.save(jpeg, 'JPEG', quality=95)
            Image.open(jpeg).save(out, 'PNG')
        elif how == 'half':
            picture.resize((picture.width // 2, picture.height // 2)).save(out, 'PNG')
        elif how == 'crop':
            picture.crop((0, 0, picture.width, picture.height // 2)).save(out, 'PNG')
        elif how == 'turn':
            picture.rotate(90, expand=True).save(out, 'PNG')
        elif how == 'brighter':
            picture.point(lambda v: min(255, v + 1)).save(out, 'PNG')
        sys.stdout.buffer.write(out.getvalue())
        """;

    [Fact]
    public void TryRead_EveryLengthAndLook_GivesTheSameBytes()
    {
        VeilOptions[] looks =
        [
            new(),
            new() { IsGray = true },
            .. Enumerable.Range(1, 4).SelectMany(bits => new[] { false, true }.Select(gray => new VeilOptions
            {
                IsGray = gray,
                Preview = new VeilPreview { Picture = Gradient(40, 30), Bits = bits, Style = gray ? VeilPreviewStyle.Pixelated : VeilPreviewStyle.Blurred },
            })),
        ];
        foreach (VeilOptions look in looks)
        {
            foreach (int length in Enumerable.Range(10, 40).Concat([255, 1000, 4099, 70_001]))
            {
                byte[] content = Content(length);
                Assert.Equal(VeilFault.None, PictureVeil.TryRead(Write(content, look), out byte[]? back));
                Assert.Equal(content, back);
            }
        }
    }

    [Fact]
    public void TryRead_ARealLocketFile_Opens()
    {
        using SymmetricKey key = SymmetricKey.Generate();
        using KeyRecipient recipient = new(key);
        byte[] picture = new byte[100_000];
        new Random(1).NextBytes(picture);
        byte[] file = LocketFile.Encrypt(picture, [recipient]);
        Assert.Equal(VeilFault.None, PictureVeil.TryRead(Write(file, new VeilOptions()), out byte[]? back));
        Assert.Equal(picture, LocketFile.Decrypt(back!, [key]));
    }

    [Theory]
    [InlineData("optimize", false)]
    [InlineData("alpha", false)]
    [InlineData("bmp", false)]
    [InlineData("webp", false)]
    [InlineData("metadata", false)]
    [InlineData("optimize", true)]
    [InlineData("alpha", true)]
    [InlineData("color", true)]
    [InlineData("palette", true)]
    [InlineData("bmp", true)]
    [InlineData("sixteen", true)]
    public async Task TryRead_WrittenAgainByPillowWithoutLoss_GivesTheSameBytes(string how, bool isGray)
    {
        byte[] content = Content(5000);
        foreach (VeilPreview? preview in new[] { null, new VeilPreview { Picture = Gradient(30, 50) } })
        {
            byte[] again = await Python.RunAsync(Rewrite, Write(content, new VeilOptions { IsGray = isGray, Preview = preview }), how);
            Assert.Equal(VeilFault.None, PictureVeil.TryRead(again, out byte[]? back));
            Assert.Equal(content, back);
        }
    }

    [Theory]
    [InlineData("jpeg", VeilFault.NotVeil)]
    [InlineData("half", VeilFault.NotVeil)]
    [InlineData("turn", VeilFault.NotVeil)]
    [InlineData("brighter", VeilFault.NotVeil)]
    [InlineData("crop", VeilFault.Altered)]
    public async Task TryRead_ChangedByPillow_SaysSo(string how, VeilFault expected)
    {
        byte[] changed = await Python.RunAsync(Rewrite, Write(Content(5000), new VeilOptions()), how);
        Assert.Equal(expected, PictureVeil.TryRead(changed, out byte[]? back));
        Assert.Null(back);
    }

    [Fact]
    public void TryRead_EachBitOfThePixelsFlipped_IsRefused()
    {
        // Small enough to try them all: 300 bytes of content, 24 of header.
        byte[] content = Content(300);
        PngFile.TryRead(Write(content, new VeilOptions()), 10_000, out Raster? picture);
        int noticed = 0;
        int kept = 0;
        for (int sample = 0; sample < picture!.Width * picture.Height * 3; sample++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                int at = (sample / 3 * Raster.PixelInBytes) + (sample % 3);
                picture.Pixels[at] ^= (byte)(1 << bit);
                VeilFault fault = PictureVeil.TryRead(PngFile.Write(picture), out byte[]? back);
                picture.Pixels[at] ^= (byte)(1 << bit);
                if (fault == VeilFault.None)
                {
                    Assert.Equal(content, back);
                    kept++;
                }
                else
                {
                    noticed++;
                }
            }
        }

        // Every bit that carries something, and none of those that carry nothing.
        Assert.Equal((300 + VeilHeader.LengthInBytes) * 8, noticed);
        Assert.True(kept > 0, "the upper halves of the first samples are noise");
    }

    [Fact]
    public void Write_WithoutPreview_LooksLikeNoise()
    {
        byte[] content = [.. PictureVeil.Intro, .. RandomBytes(200_000)];
        PngFile.TryRead(Write(content, new VeilOptions()), 1_000_000, out Raster? picture);
        int[] counts = new int[256];
        for (int i = 0; i < picture!.Pixels.Length; i += Raster.PixelInBytes)
        {
            counts[picture.Pixels[i]]++;
        }

        double expected = picture.Width * picture.Height / 256.0;
        Assert.All(counts, count => Assert.InRange(count, expected * 0.6, expected * 1.4));
        Assert.InRange(picture.Width - picture.Height, -1, 1);
    }

    [Theory]
    [InlineData(VeilPreviewStyle.Blurred)]
    [InlineData(VeilPreviewStyle.Pixelated)]
    public void Write_WithPreview_ShowsItInTheMean(VeilPreviewStyle style)
    {
        // Left dark red, right light blue.
        Raster hint = new(64, 32);
        for (int i = 0; i < hint.Pixels.Length; i += Raster.PixelInBytes)
        {
            bool isRight = i / Raster.PixelInBytes % 64 >= 32;
            new byte[] { (byte)(isRight ? 60 : 200), 100, (byte)(isRight ? 250 : 20), 255 }.CopyTo(hint.Pixels[i..]);
        }

        byte[] png = Write([.. PictureVeil.Intro, .. RandomBytes(60_000)], new VeilOptions { Preview = new VeilPreview { Picture = hint, Bits = 3, Style = style } });
        PngFile.TryRead(png, 1_000_000, out Raster? picture);
        Assert.InRange((double)picture!.Width / picture.Height, 1.9, 2.1);
        Assert.Equal((200, 100, 20), Nearly(picture, 0, (200, 100, 20)));
        Assert.Equal((60, 100, 250), Nearly(picture, picture.Width / 2, (60, 100, 250)));
    }

    [Fact]
    public void Write_SmallContentWithPreview_IsLargeEnoughToBeSeen()
    {
        PngFile.TryRead(Write(Content(20), new VeilOptions { Preview = new VeilPreview { Picture = Gradient(10, 20) } }), 1_000_000, out Raster? picture);
        Assert.Equal((128, 256), (picture!.Width, picture.Height));
    }

    [Fact]
    public void Write_PreviewOfFewCells_HoldsNoMoreThanThem()
    {
        // Two pictures that are alike in each cell's mean: their previews are the same.
        Raster plain = new(40, 40);
        Raster striped = new(40, 40);
        for (int i = 0; i < plain.Pixels.Length; i++)
        {
            int x = i / 4 % 40;
            plain.Pixels[i] = (byte)(i % 4 == 3 ? 255 : 100);
            striped.Pixels[i] = (byte)(i % 4 == 3 ? 255 : x % 2 == 0 ? 50 : 150);
        }

        byte[] first = new byte[256 * 3];
        byte[] second = new byte[256 * 3];
        for (int y = 0; y < 256; y++)
        {
            new VeilBackdrop(new VeilPreview { Picture = plain, Cells = 4 }, 256, 256, 3).ReadRow(y, first);
            new VeilBackdrop(new VeilPreview { Picture = striped, Cells = 4 }, 256, 256, 3).ReadRow(y, second);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void TryRead_OtherPictures_AreNoVeils()
    {
        Assert.Equal(VeilFault.NotPng, PictureVeil.TryRead(default, out _));
        Assert.Equal(VeilFault.NotPng, PictureVeil.TryRead(Content(100), out _));
        Assert.Equal(VeilFault.NotVeil, PictureVeil.TryRead(PngFile.Write(Gradient(1, 1)), out _));
        Assert.Equal(VeilFault.NotVeil, PictureVeil.TryRead(PngFile.Write(Gradient(60, 60)), out _));
    }

    [Fact]
    public void TryRead_BombOrClaimedLength_AllocatesNothingForIt()
    {
        byte[] bomb = PngParts.Make(10_000, 10_000, 8, PngColor.Gray);
        byte[] claim = Claim(new VeilHeader(8, 3, PictureVeil.MaxContentInBytes, 0));
        byte[] beyond = Claim(new VeilHeader(8, 3, (long)int.MaxValue * 4, 0));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(VeilFault.NotVeil, PictureVeil.TryRead(bomb, out _));
        Assert.Equal(VeilFault.Altered, PictureVeil.TryRead(claim, out _));
        Assert.Equal(VeilFault.NotVeil, PictureVeil.TryRead(beyond, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void TryRead_LaterVersion_SaysSo()
    {
        byte[] header = new byte[VeilHeader.LengthInBytes];
        new VeilHeader(8, 3, 10, 0).Write(header);
        header[4] = 2;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(20), Locket.Pictures.Containers.Crc32.Of(header.AsSpan(0, 20)));
        Assert.Equal(VeilFault.UnsupportedVersion, PictureVeil.TryRead(Carry(header), out _));
    }

    [Fact]
    public void Write_WrongArguments_Throws()
    {
        using MemoryStream output = new();
        Assert.Throws<ArgumentException>("locketFile", () => PictureVeil.Write("no locket file"u8, output));
        Assert.Throws<ArgumentException>("options", () => PictureVeil.Write(
            Content(20), output, new VeilOptions { Preview = new VeilPreview { Picture = Gradient(2, 2), Bits = 5 } }));
        Assert.Throws<ArgumentException>("options", () => PictureVeil.Write(
            Content(20), output, new VeilOptions { Preview = new VeilPreview { Picture = Gradient(2, 2), Cells = 0 } }));
        Assert.Equal(0, output.Length);
    }

    private static byte[] Claim(VeilHeader header)
    {
        byte[] bytes = new byte[VeilHeader.LengthInBytes];
        header.Write(bytes);
        return Carry(bytes);
    }

    /// <summary>A small picture that begins with these bytes in the lower halves of its samples.</summary>
    private static byte[] Carry(byte[] header)
    {
        Raster picture = new(8, 8);
        picture.Pixels.Fill(255);
        for (int i = 0; i < header.Length * 2; i++)
        {
            picture.Pixels[(i / 3 * Raster.PixelInBytes) + (i % 3)] = (byte)(i % 2 == 0 ? header[i / 2] >> 4 : header[i / 2] & 15);
        }

        return PngFile.Write(picture);
    }

    private static (int Red, int Green, int Blue) Nearly(Raster picture, int left, (int Red, int Green, int Blue) expected)
    {
        long[] sums = new long[3];
        int count = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            // Away from the middle, where blurred colors mix.
            for (int x = left + (picture.Width / 8); x < left + (picture.Width * 3 / 8); x++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    sums[channel] += picture.Row(y)[(x * 4) + channel];
                }

                count++;
            }
        }

        int[] means = [.. sums.Select(sum => (int)(sum / count))];
        bool isNear = Math.Abs(means[0] - expected.Red) < 20 && Math.Abs(means[1] - expected.Green) < 20 && Math.Abs(means[2] - expected.Blue) < 20;
        return isNear ? expected : (means[0], means[1], means[2]);
    }

    private static byte[] Write(byte[] content, VeilOptions options)
    {
        using MemoryStream output = new();
        PictureVeil.Write(content, output, options);
        return output.ToArray();
    }

    private static byte[] Content(int length)
    {
        byte[] content = RandomBytes(length);
        Encoding.ASCII.GetBytes("locket/v1 ").AsSpan(0, Math.Min(length, 10)).CopyTo(content);
        return content;
    }

    private static byte[] RandomBytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static Raster Gradient(int width, int height)
    {
        Raster picture = new(width, height);
        for (int i = 0; i < picture.Pixels.Length; i += Raster.PixelInBytes)
        {
            int pixel = i / Raster.PixelInBytes;
            new byte[] { (byte)(pixel % width * 255 / width), (byte)(pixel / width * 255 / height), 128, 255 }.CopyTo(picture.Pixels[i..]);
        }

        return picture;
    }
}
