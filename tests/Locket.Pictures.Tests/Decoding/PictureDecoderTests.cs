using Locket.Pictures.Pixels;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Decoding;

/// <summary>The parent's side: whatever a child does, the parent goes on.</summary>
public sealed class PictureDecoderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Decode_OfAPng_GivesItsPixels()
    {
        Raster picture = Sample(33, 21);
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        DecoderResult<Raster> result = Decode(decoder, PngFile.Write(picture), 33, 21);
        Assert.Equal(DecoderOutcome.Success, result.Outcome);
        Assert.Equal(picture.Pixels.ToArray(), result.Value!.Pixels.ToArray());
    }

    [Fact]
    public void EncodeJpeg_ThenDecode_GivesNearlyTheSamePixels()
    {
        Raster picture = new(64, 48);
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = (i % 4) == 3 ? (byte)255 : (byte)(i / 4 % 64 * 3);
        }

        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        DecoderResult<byte[]> jpeg = decoder.EncodeJpeg(picture, 95, Token);
        Assert.Equal(DecoderOutcome.Success, jpeg.Outcome);
        DecoderResult<Raster> back = Decode(decoder, jpeg.Value!, 64, 48, DecodableFormat.Jpeg);
        Assert.Equal((64, 48), (back.Value!.Width, back.Value.Height));
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            Assert.InRange(back.Value.Pixels[i], picture.Pixels[i] - 8, picture.Pixels[i] + 8);
        }
    }

    [Fact]
    public void EncodeWebP_WithoutLoss_ThenDecode_GivesTheSamePixels()
    {
        Raster picture = Sample(33, 21);
        for (int i = 3; i < picture.Pixels.Length; i += 4)
        {
            // libgd keeps 7 bits of alpha; under full transparency colors mean nothing.
            picture.Pixels[i] = (byte)(i % 8 == 3 ? 255 : 126);
        }

        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        DecoderResult<byte[]> webP = decoder.EncodeWebP(picture, PictureDecoder.LosslessWebP, Token);
        Assert.Equal(DecoderOutcome.Success, webP.Outcome);
        Assert.Equal(picture.Pixels.ToArray(), Decode(decoder, webP.Value!, 33, 21, DecodableFormat.WebP).Value!.Pixels.ToArray());
        Assert.Equal(DecoderOutcome.TooLarge, decoder.EncodeWebP(new Raster(16_384, 1), 90, Token).Outcome);
    }

    [Fact]
    public void Decode_HeaderOfTooManyPixels_StartsNothing()
    {
        using PictureDecoder decoder = new(new DecoderProgram("/there/is/no/such/program", []));
        DecoderResult<Raster> result = Decode(decoder, [1], 20_000, 20_000, DecodableFormat.Jpeg);
        Assert.Equal(DecoderOutcome.TooLarge, result.Outcome);
    }

    [Fact]
    public void Decode_ProgramMissing_IsUnavailableWithAHint()
    {
        using PictureDecoder decoder = new(new DecoderProgram("/there/is/no/such/program", []));
        DecoderResult<Raster> result = Decode(decoder, [1], 1, 1);
        Assert.Equal(DecoderOutcome.Unavailable, result.Outcome);
        Assert.Contains("apt install libgd3", result.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("kill -9 $$")]
    [InlineData("head -c 1000 /dev/zero")]
    [InlineData("head -c 100000 /dev/urandom")]
    public void Decode_ProgramThatIsNoDecoder_IsUnavailable(string script)
    {
        using PictureDecoder decoder = new(new DecoderProgram("/bin/sh", ["-c", script]));

        // Zeros are a greeting without any format.
        Assert.Equal(DecoderOutcome.Unavailable, Decode(decoder, [1], 1, 1).Outcome);
    }

    [Theory]
    [InlineData(@"printf '\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0'; head -c 60 > /dev/null; exec sleep 1000", DecoderOutcome.TimedOut)]
    [InlineData(@"printf '\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0'; head -c 60 > /dev/null; kill -SEGV $$", DecoderOutcome.Crashed)]
    [InlineData(@"printf '\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0'; head -c 60 > /dev/null; kill -XCPU $$", DecoderOutcome.TimedOut)]
    [InlineData(@"printf '\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0'; head -c 60 > /dev/null; exec cat /dev/zero", DecoderOutcome.Crashed)]
    [InlineData(@"printf '\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0'; head -c 60 > /dev/null; yes | tr '\ny' '\377\377'", DecoderOutcome.Crashed)]
    [InlineData(@"printf '\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0'; head -c 60 > /dev/null; printf '\0\0\0\0\1\0\0\0\1\0\0\0\0\0\0\377\0\0\0\0'", DecoderOutcome.Crashed)]
    public void Decode_ChildThatMisbehaves_IsANote(string script, DecoderOutcome expected)
    {
        // Only the one that hangs is ended by the clock, which also the greeting of a child counts against.
        bool isHanging = script.EndsWith("sleep 1000", StringComparison.Ordinal);
        DecoderLimits limits = isHanging ? new DecoderLimits { WallTime = TimeSpan.FromSeconds(10) } : DecoderChildEntry.Patient;
        using PictureDecoder decoder = new(new DecoderProgram("/bin/sh", ["-c", script]), limits);
        DecoderResult<Raster> result = Decode(decoder, [1], 1, 1);
        Assert.Equal(expected, result.Outcome);
        Assert.NotNull(result.Note);
    }

    [Fact]
    public async Task Decode_Cancelled_EndsTheChild()
    {
        const string Script = @"printf '\0\0\0\0\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0'; exec sleep 1000";
        using PictureDecoder decoder = new(new DecoderProgram("/bin/sh", ["-c", Script]));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(
            () => decoder.Decode(Input([1], 1, 1, DecodableFormat.Png), stop.Token), Token));
    }

    [Fact]
    public void Decode_PictureThatEndsEarly_Throws()
    {
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient);
        using ShortStream content = new();
        PictureInput input = new() { Format = DecodableFormat.Png, Width = 1, Height = 1, Content = content };
        Assert.Throws<EndOfStreamException>(() => decoder.Decode(input, Token));
    }

    [Fact]
    public void Decode_Bomb_IsRefusedWithinTheMemoryLimit()
    {
        // 9,000 x 9,000 pixels of one color in some 300 KB: 324 MB decoded, and allowed no more than 128 MB.
        byte[] bomb = PngParts.Make(9_000, 9_000, bitDepth: 8, PngColor.Rgba);
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient with { MemoryInBytes = 128 << 20 });
        DecoderOutcome outcome = Decode(decoder, bomb, 1, 1).Outcome;
        Assert.Contains(outcome, new[] { DecoderOutcome.OutOfMemory, DecoderOutcome.Crashed });
        Assert.Equal(DecoderOutcome.Success, Decode(decoder, PngFile.Write(Sample(5, 5)), 5, 5).Outcome);
    }

    [Fact]
    public void Decode_BombOfGif_IsRefusedWithinTheMemoryLimit()
    {
        // A frame of 65,535 x 65,535 in a few bytes, under a header that the parent was told lies within bounds.
        byte[] bomb = [.. "GIF89a"u8, 255, 255, 255, 255, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 255, 255, 255, 255, 0, 2, 2, 0x4C, 1, 0, 0x3B];
        using PictureDecoder decoder = new(DecoderChildEntry.Program, DecoderChildEntry.Patient with { MemoryInBytes = 256 << 20 });
        Assert.NotEqual(DecoderOutcome.Success, Decode(decoder, bomb, 1, 1, DecodableFormat.Gif).Outcome);
        Assert.Equal(DecoderOutcome.Success, Decode(decoder, PngFile.Write(Sample(5, 5)), 5, 5).Outcome);
    }

    [Fact]
    public void Decode_TooMuchProcessorTime_IsEnded()
    {
        // 16 bits, and the filter that costs most: 3.2 GB to go through, and on no machine within the second or two that the limit means.
        const int Side = 19_990;
        byte[] slow = PngParts.Make(Side, Side, bitDepth: 16, PngColor.Rgba, filter: 4);
        DecoderLimits limits = DecoderChildEntry.Patient with
        {
            MaxPixels = (long)Side * Side,
            MemoryInBytes = 4L << 30,
            ProcessorTime = TimeSpan.FromSeconds(1),
        };
        using PictureDecoder decoder = new(DecoderChildEntry.Program, limits);
        Assert.Equal(DecoderOutcome.TimedOut, Decode(decoder, slow, Side, Side).Outcome);
        Assert.Equal(DecoderOutcome.Success, Decode(decoder, PngFile.Write(Sample(5, 5)), 5, 5).Outcome);
    }

    private static Raster Sample(int width, int height)
    {
        Raster picture = new(width, height);
        new Random(width).NextBytes(picture.Pixels);
        return picture;
    }

    private static DecoderResult<Raster> Decode(PictureDecoder decoder, byte[] file, int width, int height, DecodableFormat format = DecodableFormat.Png)
        => decoder.Decode(Input(file, width, height, format), Token);

    private static PictureInput Input(byte[] file, int width, int height, DecodableFormat format)
        => new() { Format = format, Width = width, Height = height, Content = new MemoryStream(file) };

    /// <summary>A file that loses its end while it is read.</summary>
    private sealed class ShortStream : MemoryStream
    {
        public override long Length => 1000;

        public override bool CanSeek => true;
    }
}
