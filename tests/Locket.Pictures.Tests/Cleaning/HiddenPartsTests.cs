using System.Buffers.Binary;
using System.Text;
using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Cleaning;

/// <summary>Parts that a format knows, at places where no decoder reads them.</summary>
public sealed class HiddenPartsTests
{
    private static ReadOnlySpan<byte> Hidden => "hidden words"u8;

    [Theory]
    [InlineData("pillow/hopper.webp", "VP8 ")]
    [InlineData("pillow/hopper.webp", "VP8L")]
    [InlineData("pillow/hopper.webp", "ALPH")]
    [InlineData("pillow/hopper.webp", "ANMF")]
    [InlineData("pillow/hopper.webp", "ANIM")]
    [InlineData("image-rs/anim.webp", "VP8 ")]
    [InlineData("image-rs/anim.webp", "ALPH")]
    [InlineData("image-rs/anim.webp", "ANIM")]
    public void Clean_WebPWithAChunkThatNoDecoderReads_RemovesAndReportsIt(string name, string chunk)
    {
        byte[] picture = Extended(SamplePicture.Named(name).Read());
        byte[] hidden = chunk is "ANMF" ? [.. new byte[16], .. Hidden] : chunk is "ANIM" ? [.. Hidden[..6]] : [.. Hidden];
        byte[] clean = CleanPicture.Of(picture, out _);

        byte[] result = CleanPicture.Of(WithChunk(picture, chunk, hidden), out CleaningReport report);

        Assert.Equal(clean, result);
        Assert.Contains(report.Removed, part => string.Equals(part.Name, chunk, StringComparison.Ordinal));
    }

    [Fact]
    public void Clean_BytesBehindAWebPAlphaWithoutCompression_AreRemoved()
    {
        byte[] picture = Extended(SamplePicture.Named("pillow/hopper.webp").Read());
        Assert.True(PictureInfo.TryRead(picture, out PictureInfo? info));
        byte[] alpha = [0, .. Enumerable.Repeat((byte)0x80, info.Width!.Value * info.Height!.Value)];
        int place = picture.AsSpan().IndexOf("VP8 "u8);
        byte[] WithAlpha(byte[] content) => [.. WithChunk(picture[..place], "ALPH", content), .. picture[place..]];
        byte[] clean = WithAlpha(alpha);
        byte[] sown = WithAlpha([.. alpha, .. Hidden]);
        BinaryPrimitives.WriteInt32LittleEndian(clean.AsSpan(4), clean.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(sown.AsSpan(4), sown.Length - 8);
        Assert.Equal(CleanPicture.Of(clean, out CleaningReport before), CleanPicture.Of(sown, out CleaningReport report));
        Assert.DoesNotContain(before.Removed, part => part.Name is "ALPH");
        Assert.Equal(Hidden.Length, Assert.Single(report.Removed, part => part.Name is "ALPH").LengthInBytes);
    }

    [Fact]
    public void Clean_WebPWithASecondPictureInAFrame_RemovesIt()
    {
        byte[] picture = SamplePicture.Named("image-rs/anim.webp").Read();
        byte[] clean = CleanPicture.Of(picture, out _);
        int frame = picture.AsSpan().IndexOf("ANMF"u8);
        int length = BinaryPrimitives.ReadInt32LittleEndian(picture.AsSpan(frame + 4));
        int end = frame + 8 + length + (length & 1);
        using MemoryStream second = new();
        RiffChunk.Write(second, "VP8L"u8, [.. Hidden]);
        byte[] sown = [.. picture[..end], .. second.ToArray(), .. picture[end..]];
        BinaryPrimitives.WriteInt32LittleEndian(sown.AsSpan(frame + 4), end - frame - 8 + (int)second.Length);
        BinaryPrimitives.WriteInt32LittleEndian(sown.AsSpan(4), sown.Length - 8);

        Assert.Equal(clean, CleanPicture.Of(sown, out _));
    }

    [Theory]
    [InlineData(0xFE)]
    [InlineData(0xE5)]
    [InlineData(0xE1)]
    [InlineData(0xDC)]
    public void Clean_SegmentsInJpegStripsAndTablesOfTiff_AreRemovedWithTheSamePixels(byte marker)
    {
        byte[] picture = SamplePicture.Named("pillow/hopper_jpg.tif").Read();
        byte[] clean = CleanPicture.Of(picture, out CleaningReport before);
        Assert.True(CleanPicture.Of(clean, out CleaningReport again).AsSpan().SequenceEqual(clean) && again.WasClean);
        byte[] segment = [0xFF, marker, 0, (byte)(Hidden.Length + 2), .. Hidden];
        (ushort Tag, int Places)[] parts = [(273, 279), (347, 347)];
        foreach ((ushort tag, int _) in parts)
        {
            byte[] result = CleanPicture.Of(TinyTiff.WithLongerPart(picture, tag, 2, segment), out CleaningReport report);
            Assert.Equal(clean, result);
            Assert.True(report.Removed.Sum(part => part.LengthInBytes) >= before.Removed.Sum(part => part.LengthInBytes) + segment.Length, $"tag {tag}");
        }
    }

    [Theory]
    [InlineData(0xDE)]
    [InlineData(0xDF)]
    [InlineData(0xDD)]
    [InlineData(0xDB)]
    [InlineData(0xC4)]
    [InlineData(0xCC)]
    public void Clean_WordsInJpegSegmentsThatArePixelsOnes_IsRefused(byte marker)
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        Assert.Null(CleanPicture.Try([.. picture[..2], 0xFF, marker, 0, (byte)(Hidden.Length + 3), .. Hidden, 0xEE, .. picture[2..]]));
    }

    [Fact]
    public void Clean_WordsInJpegsNumberOfLines_AreRemoved()
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        byte[] clean = CleanPicture.Of(picture, out _);
        byte[] result = CleanPicture.Of([.. picture[..^2], 0xFF, 0xDC, 0, (byte)(Hidden.Length + 2), .. Hidden, .. picture[^2..]], out CleaningReport report);
        Assert.Equal(clean, result);
        Assert.Contains(report.Removed, part => part.Name is "DNL");
    }

    [Theory]
    [InlineData("pillow/hopper.jpg", 0xC0)]
    [InlineData("pillow/hopper.jpg", 0xDA)]
    public void Clean_JpegFramesAndScansWithMoreThanTheyHold_IsRefused(string name, byte marker)
    {
        byte[] picture = SamplePicture.Named(name).Read();
        int place = picture.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, marker]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(picture.AsSpan(place + 2));
        byte[] sown = [.. picture[..(place + 2 + length)], .. Hidden, .. picture[(place + 2 + length)..]];
        BinaryPrimitives.WriteUInt16BigEndian(sown.AsSpan(place + 2), (ushort)(length + Hidden.Length));
        Assert.Null(CleanPicture.Try(sown));
    }

    [Fact]
    public void Clean_ASecondScanOfTheSameJpegPixels_IsRefused()
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        int place = picture.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        Assert.Null(CleanPicture.Try([.. picture[..^2], .. picture[place..]]));
    }

    [Fact]
    public void Clean_RestartsThatNoDecoderExpects_IsRefused()
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        Assert.Null(CleanPicture.Try([.. picture[..^2], 0xFF, 0xD0, .. Hidden, .. picture[^2..]]));
    }

    [Theory]
    [InlineData(254, 1)]
    [InlineData(255, 2)]
    public void Clean_SmallerPagesOfTiff_AreRemovedAsThumbnails(int tag, int value)
    {
        byte[] picture = TinyTiff.TwoPages((ushort)tag, (ushort)value, Hidden);
        byte[] clean = CleanPicture.Of(picture, out CleaningReport report);
        Assert.True(clean.AsSpan().IndexOf(Hidden) < 0);
        Assert.Contains(report.Removed, part => part.Kind == RemovedKind.Thumbnail);
    }

    [Theory]
    [InlineData("tEXt", false)]
    [InlineData("zTXt", true)]
    [InlineData("iTXt", false)]
    [InlineData("iTXt", true)]
    public void Clean_ExifAsHexadecimalText_ReportsExifAndPlace(string chunk, bool isCompressed)
    {
        byte[] exif = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0];
        string digits = Convert.ToHexStringLower(exif);
        byte[] text = Encoding.ASCII.GetBytes($"\nexif\n{exif.Length,8}\n{digits[..40]}\n{digits[40..]}\n");
        byte[] stored = isCompressed ? PngParts.Compress(text) : text;
        byte[] keyword = [.. "Raw profile type exif\0"u8];
        byte[] content = chunk switch
        {
            "iTXt" => [.. keyword, (byte)(isCompressed ? 1 : 0), 0, 0, 0, .. stored],
            "zTXt" => [.. keyword, 0, .. stored],
            _ => [.. keyword, .. stored],
        };
        byte[] picture = PngParts.Make(1, 1, 8, PngColor.Gray);
        byte[] sown = [.. picture[..33], .. PngParts.Chunk(chunk, content), .. picture[33..]];

        Assert.Equal(picture, CleanPicture.Of(sown, out CleaningReport report));
        Assert.Equal(
            [(RemovedKind.Exif, chunk), (RemovedKind.Location, "GPS")], report.Removed.Select(part => (part.Kind, part.Name)));
    }

    [Theory]
    [InlineData("iCCP", "hidden words\0\0x")]
    [InlineData("PLTE", "hidden words")]
    [InlineData("tRNS", "hidden words")]
    [InlineData("bKGD", "hidde")]
    [InlineData("sBIT", "hidd")]
    [InlineData("hIST", "hidden words")]
    [InlineData("cHRM", "hidden words")]
    [InlineData("pHYs", "hidden")]
    [InlineData("fcTL", "hidden words hidden words.")]
    [InlineData("fdAT", "hidden words")]
    public void Clean_PngChunksOfAnotherKindOfPicture_AreRemoved(string chunk, string hidden)
    {
        byte[] picture = PngParts.Make(1, 1, 8, PngColor.Rgb);
        Assert.Equal(picture, CleanPicture.Of([.. picture[..33], .. PngParts.Chunk(chunk, Encoding.Latin1.GetBytes(hidden)), .. picture[33..]], out _));
    }

    [Fact]
    public void Clean_APngProfileWithANameAndMoreBehindIt_KeepsTheProfileAlone()
    {
        byte[] profile = new byte[200];
        profile[3] = 200;
        "acsp"u8.CopyTo(profile.AsSpan(36));
        byte[] picture = PngParts.Make(1, 1, 8, PngColor.Rgb);
        byte[] content = [.. Hidden, 0, 0, .. PngParts.Compress([.. profile, .. Hidden]), .. Hidden];
        byte[] clean = CleanPicture.Of([.. picture[..33], .. PngParts.Chunk("iCCP", content), .. picture[33..]], out CleaningReport report);
        Assert.True(clean.AsSpan().IndexOf(Hidden) < 0 && clean.AsSpan().IndexOf("iCCPicc\0"u8) > 0);
        Assert.Contains(report.Removed, part => part.Kind == RemovedKind.Comment);
        Assert.True(CleanPicture.Of(clean, out CleaningReport again).AsSpan().SequenceEqual(clean) && again.WasClean);
    }

    [Theory]
    [InlineData("pillow/hopper.webp", "ICCP")]
    [InlineData("image-rs/anim.webp", "ICCP")]
    public void Clean_AWebPProfileThatIsNone_IsRemoved(string name, string chunk)
    {
        byte[] picture = Extended(SamplePicture.Named(name).Read());
        Assert.Equal(CleanPicture.Of(picture, out _), CleanPicture.Of(WithChunk(picture, chunk, [.. Hidden]), out _));
    }

    [Fact]
    public void Clean_AJpegProfileThatIsNone_IsRemoved()
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        byte[] content = [.. "ICC_PROFILE\0\x01\x01"u8, .. Hidden];
        byte[] sown = [.. picture[..2], 0xFF, 0xE2, 0, (byte)(content.Length + 2), .. content, .. picture[2..]];
        Assert.Equal(CleanPicture.Of(picture, out _), CleanPicture.Of(sown, out _));
    }

    [Fact]
    public void Clean_JpegTablesThatNoScanFollows_AreRemoved()
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        byte[] clean = CleanPicture.Of(picture, out _);
        byte[] table = [0xFF, 0xDB, 0, 67, 3, .. Hidden, .. new byte[64 - Hidden.Length]];
        Assert.Equal(clean, CleanPicture.Of([.. picture[..^2], .. table, .. picture[^2..]], out CleaningReport report));
        Assert.Contains(report.Removed, part => part.LengthInBytes == table.Length);
    }

    [Theory]
    [InlineData("pillow/chi.gif")]
    [InlineData("pillow/hopper.gif")]
    public void Clean_BytesBehindTheCodesOfAGifImage_AreRemoved(string name)
    {
        byte[] picture = SamplePicture.Named(name).Read();
        byte[] clean = CleanPicture.Of(picture, out _);
        Assert.Equal(0x3B, clean[^1]);
        byte[] sown = [.. clean[..^2], (byte)Hidden.Length, .. Hidden, 0, 0x3B];
        Assert.Equal(clean, CleanPicture.Of(sown, out CleaningReport report));
        Assert.Equal(Hidden.Length, Assert.Single(report.Removed).LengthInBytes);
    }

    [Fact]
    public void Clean_BytesBehindTheUncompressedPixelsOfTiff_AreRemoved()
    {
        byte[] clean = CleanPicture.Of(TinyTiff.OnePage(8, [.. new byte[8], .. Hidden]), out CleaningReport report);
        Assert.True(clean.AsSpan().IndexOf(Hidden) < 0);
        Assert.Contains(report.Removed, part => part.Kind == RemovedKind.Trailing && part.LengthInBytes == Hidden.Length);
    }

    [Theory]
    [InlineData(280)]
    [InlineData(290)]
    [InlineData(301)]
    [InlineData(318)]
    [InlineData(319)]
    [InlineData(320)]
    [InlineData(529)]
    [InlineData(530)]
    [InlineData(531)]
    [InlineData(532)]
    [InlineData(334)]
    [InlineData(65000)]
    public void Clean_TiffTagsThatMakeNoPixels_AreRemoved(int tag)
    {
        byte[] plain = CleanPicture.Of(TinyTiff.OnePage(8, new byte[8]), out _);
        Assert.Equal(plain, CleanPicture.Of(TinyTiff.OnePage(8, new byte[8], ((ushort)tag, 7)), out _));
    }

    private static byte[] Extended(byte[] picture)
    {
        if (picture.AsSpan(12, 4).SequenceEqual("VP8X"u8))
        {
            return picture;
        }

        Assert.True(PictureInfo.TryRead(picture, out PictureInfo? info));
        byte[] head = new byte[10];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(3), (info.Width!.Value - 1) << 8);
        head[3] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), (ushort)(info.Width.Value - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(7), (ushort)(info.Height!.Value - 1));
        using MemoryStream chunk = new();
        RiffChunk.Write(chunk, "VP8X"u8, head);
        byte[] extended = [.. picture[..12], .. chunk.ToArray(), .. picture[12..]];
        BinaryPrimitives.WriteInt32LittleEndian(extended.AsSpan(4), extended.Length - 8);
        return extended;
    }

    private static byte[] WithChunk(byte[] picture, string name, byte[] content)
    {
        using MemoryStream result = new();
        result.Write(picture);
        RiffChunk.Write(result, Encoding.ASCII.GetBytes(name), content);
        byte[] sown = result.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(sown.AsSpan(4), sown.Length - 8);
        return sown;
    }
}
