using System.Buffers.Binary;
using System.Text;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Cleaning;

/// <summary>What stands among the pixels and their tables, but where decoders use something else, or stopped before.</summary>
public sealed class HiddenPixelsTests
{
    private static ReadOnlySpan<byte> Hidden => "hidden words"u8;

    [Theory]
    [InlineData(0xE0, "JFIF\0", 14)]
    [InlineData(0xEE, "Adobe", 12)]
    public void Clean_JpegWithSeveralOfASegmentThatCountsOnce_KeepsTheLast(byte marker, string name, int length)
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        byte[] Content(ReadOnlySpan<byte> words) => [.. Encoding.ASCII.GetBytes(name), .. words[..(length - name.Length - 2)], 0, 0];
        byte[] last = Segment(marker, Content(new byte[length]));
        byte[] earlier = [.. Segment(marker, Content(Hidden)), .. Segment(marker, Content(Hidden[2..]))];
        byte[] sown = [.. picture[..2], .. earlier, .. last, .. picture[2..]];
        byte[] result = CleanPicture.Of(sown, out CleaningReport report);
        Assert.Equal(CleanPicture.Of([.. picture[..2], .. last, .. picture[2..]], out _), result);
        Assert.True(result.AsSpan().IndexOf(Hidden[2..6]) < 0);
        Assert.True(report.Removed.Sum(part => part.LengthInBytes) >= 2 * (length + 4));
    }

    [Theory]
    [InlineData(0xDB, 0)]
    [InlineData(0xDB, 16)]
    [InlineData(0xC4, 0)]
    [InlineData(0xC4, 16)]
    public async Task Clean_JpegTablesThatAreOverwrittenBeforeTheScan_AreRemovedWithTheSamePixels(byte marker, byte slot)
    {
        SamplePicture sample = SamplePicture.Named("pillow/hopper.jpg");
        byte[] picture = sample.Read();
        byte[] table = marker == 0xC4
            ? [slot, .. new byte[15], (byte)Hidden.Length, .. Hidden]
            : [slot, .. Hidden, .. new byte[((slot + 16) * 4) - Hidden.Length]];
        byte[] sown = [.. picture[..2], .. Segment(marker, [.. table, .. table]), .. Segment(marker, table), .. picture[2..]];
        byte[] result = CleanPicture.Of(sown, out CleaningReport report);
        Assert.True(result.AsSpan().IndexOf(Hidden) < 0);
        Assert.True(report.Removed.Sum(part => part.LengthInBytes) >= 3 * table.Length);
        Assert.True(CleanPicture.Of(result, out CleaningReport again).AsSpan().SequenceEqual(result) && again.WasClean);
        using TempFolder folder = new();
        Assert.Equal("same", (await DecodedPixels.CompareAsync([(sample.Path, folder.Write("clean.jpg", result))]))[0]);
    }

    [Fact]
    public void Clean_ArithmeticConditionsInAHuffmanJpeg_AreRemoved()
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        byte[] clean = CleanPicture.Of(picture, out _);
        byte[] conditions = [.. Hidden.ToArray().SelectMany((letter, i) => (byte[])[(byte)i, letter])];
        byte[] segment = Segment(0xCC, conditions);
        Assert.Equal(clean, CleanPicture.Of([.. picture[..2], .. segment, .. segment, .. picture[2..]], out CleaningReport report));
        Assert.Contains(report.Removed, part => part.LengthInBytes == 2 * segment.Length);
    }

    [Fact]
    public void Clean_JpegRestartIntervalsThatAreOverwritten_AreRemoved()
    {
        byte[] picture = SamplePicture.Named("pillow/hopper.jpg").Read();
        byte[] last = Segment(0xDD, [0, 0]);
        byte[] intervals = [.. Hidden.ToArray().Chunk(2).SelectMany(two => Segment(0xDD, two)), .. last];
        byte[] result = CleanPicture.Of([.. picture[..2], .. intervals, .. picture[2..]], out _);
        Assert.Equal(CleanPicture.Of([.. picture[..2], .. last, .. picture[2..]], out _), result);
    }

    [Fact]
    public void Clean_MoreTiffStripsThanThePictureNeeds_AreRemoved()
    {
        byte[] picture = TinyTiff.OnePage(8, [.. new byte[8], .. Hidden]);
        uint place = (uint)(picture.Length - 8 - Hidden.Length);
        Change(picture, 273, 3, 2, place | ((place + 8) << 16));
        Change(picture, 279, 3, 2, 8 | ((uint)Hidden.Length << 16));
        byte[] clean = CleanPicture.Of(picture, out CleaningReport report);
        Assert.Equal(CleanPicture.Of(TinyTiff.OnePage(8, new byte[8]), out _), clean);
        Assert.Equal(Hidden.Length, Assert.Single(report.Removed).LengthInBytes);
    }

    [Fact]
    public void Clean_BytesBehindAnUncompressedTileOfTiff_AreRemoved()
    {
        const int Place = 8 + 2 + (13 * 12) + 4;
        byte[] Tiled(byte[] pixels) => TinyTiff.OnePage(8, pixels, (322, 16), (323, 16), (324, Place), (325, (uint)pixels.Length));
        byte[] clean = CleanPicture.Of(Tiled([.. new byte[256], .. Hidden]), out CleaningReport report);
        Assert.Equal(CleanPicture.Of(Tiled(new byte[256]), out _), clean);
        Assert.Contains(report.Removed, part => part.Kind == RemovedKind.Trailing && part.LengthInBytes == Hidden.Length);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32946)]
    public void Clean_BytesBehindAPackedStripOfTiff_AreRemoved(int compression)
    {
        byte[] Packed(byte[] pixels)
        {
            byte[] picture = TinyTiff.OnePage(8, pixels);
            Change(picture, 259, 3, 1, (uint)compression);
            return picture;
        }

        byte[] packed = PngParts.Compress(new byte[8]);
        byte[] clean = CleanPicture.Of(Packed([.. packed, .. Hidden]), out CleaningReport report);
        Assert.Equal(CleanPicture.Of(Packed(packed), out _), clean);
        Assert.Equal((RemovedKind.Trailing, Hidden.Length), (Assert.Single(report.Removed).Kind, report.Removed[0].LengthInBytes));
        Assert.Null(CleanPicture.Try(Packed([.. packed.AsSpan(0, 2), 7, .. Hidden])));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Clean_TiffStripsThatLieOverEachOther_AreRefusedBeforeEachIsReadThrough(int compression)
    {
        const int Strips = 2000;
        byte[] jpeg = CleanPicture.Of(SamplePicture.Named("pillow/hopper.jpg").Read(), out _);
        byte[] pixels = compression == 7 ? [.. jpeg, .. new byte[Strips]] : [.. PngParts.Compress(new byte[8]), .. new byte[5000]];
        byte[] picture = TinyTiff.OnePage(8, pixels);
        uint place = (uint)(picture.Length - pixels.Length);
        Change(picture, 257, 4, 1, Strips);
        Change(picture, 259, 3, 1, (uint)compression);
        Change(picture, 273, 4, Strips, (uint)picture.Length);
        Change(picture, 279, 4, Strips, (uint)picture.Length + (4 * Strips));
        byte[] places = new byte[8 * Strips];
        for (int i = 0; i < Strips; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(places.AsSpan(4 * i), place);
            BinaryPrimitives.WriteUInt32LittleEndian(places.AsSpan(4 * (Strips + i)), (uint)(pixels.Length - i));
        }

        using CountingStream stream = new([.. picture, .. places]);
        Assert.Equal(PictureFailure.Damaged, Assert.Throws<PictureException>(() => PictureCleaner.Clean(stream, Stream.Null)).Reason);
        Assert.InRange(stream.Taken, 1, 20 * stream.Length);
    }

    [Fact]
    public void Clean_MoreTiffValuesThanSamples_AreRemovedOrRefused()
    {
        byte[] plain = CleanPicture.Of(TinyTiff.OnePage(8, new byte[8]), out _);
        byte[] picture = TinyTiff.OnePage(8, new byte[8], (338, 0));
        Change(picture, 338, 1, 4, 0x64646968);
        Assert.Equal(plain, CleanPicture.Of(picture, out _));
        picture = TinyTiff.OnePage(8, new byte[8]);
        Change(picture, 258, 1, 4, 0x08080808);
        Assert.Null(CleanPicture.Try(picture));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(17)]
    [InlineData(5)]
    [InlineData(1)]
    public void Clean_CodesBehindTheLastPixelOfAGif_BecomeTheEnd(int blockLength)
    {
        byte[] picture = Gif(4, 4, blockLength, [128, .. new byte[16], .. Hidden, 129]);
        Assert.Equal(Gif(4, 4, blockLength, [128, .. new byte[16], 129]), CleanPicture.Of(picture, out CleaningReport report));
        Assert.Equal(Hidden.Length, Assert.Single(report.Removed).LengthInBytes);
    }

    [Fact]
    public void Clean_AGifWithoutAnEndOfItsCodes_StaysAsItIs()
    {
        byte[] picture = Gif(4, 4, 255, [128, .. new byte[16]]);
        Assert.Equal(picture, CleanPicture.Of(picture, out CleaningReport report));
        Assert.True(report.WasClean);
    }

    [Fact]
    public void Clean_AGifImageWithoutPixels_IsRefused() => Assert.Null(CleanPicture.Try(Gif(0, 0, 255, [128, .. Hidden, 129])));

    /// <summary>Codes of eight bits, of which those below 128 are pixels, 128 is clear and 129 the end.</summary>
    private static byte[] Gif(byte width, byte height, int blockLength, byte[] codes) =>
    [
        .. "GIF89a"u8, 4, 0, 4, 0, 0xF6, 0, 0, .. new byte[3 * 128], 0x2C, 0, 0, 0, 0, width, 0, height, 0, 0, 7,
        .. codes.Chunk(blockLength).SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0, 0x3B,
    ];

    private static byte[] Segment(byte marker, byte[] content)
    {
        byte[] segment = [0xFF, marker, 0, 0, .. content];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(content.Length + 2));
        return segment;
    }

    /// <summary>Gives a tag, which has one LONG, other values that stand in the entry itself.</summary>
    private static void Change(byte[] picture, ushort tag, ushort type, int count, uint value)
    {
        int place = picture.AsSpan().IndexOf((ReadOnlySpan<byte>)[(byte)tag, (byte)(tag >> 8), 4, 0, 1, 0, 0, 0]);
        BinaryPrimitives.WriteUInt16LittleEndian(picture.AsSpan(place + 2), type);
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(place + 4), count);
        BinaryPrimitives.WriteUInt32LittleEndian(picture.AsSpan(place + 8), value);
    }
}
