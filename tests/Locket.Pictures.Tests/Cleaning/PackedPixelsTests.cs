using System.Buffers.Binary;
using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Cleaning;

/// <summary>What hides behind the packed pixels of PNG files, in the chunks that hold them.</summary>
public sealed class PackedPixelsTests
{
    private static ReadOnlySpan<byte> Hidden => "hidden words"u8;

    [Fact]
    public async Task Clean_BytesBehindThePackedPixelsOfAnyPng_AreRemovedWithTheSamePixels()
    {
        using TempFolder folder = new();
        List<(string, string)> pairs = [];
        foreach (SamplePicture sample in SamplePicture.All().Where(sample => !sample.IsBroken && sample.Name.StartsWith("pngsuite/", StringComparison.Ordinal)))
        {
            if (CleanPicture.Try(sample.Read()) is not byte[] clean)
            {
                continue;
            }

            byte[] result = CleanPicture.Of(Sow(clean, "IDAT"), out CleaningReport report);
            Assert.True(result.AsSpan().SequenceEqual(clean), sample.Name);
            RemovedPart part = Assert.Single(report.Removed);
            Assert.Equal((sample.Name, RemovedKind.Trailing, 2 * Hidden.Length + PngChunk.OverheadInBytes), (sample.Name, part.Kind, part.LengthInBytes));
            pairs.Add((sample.Path, folder.Write(sample.Name.Replace('/', '_'), result)));
        }

        Assert.True(pairs.Count > 100, "the collection was not read");
        Assert.All(await DecodedPixels.CompareAsync(pairs), result => Assert.Equal("same", result));
    }

    [Fact]
    public async Task Clean_BytesBehindTheFramesOfAnimations_AreRemovedAndFramesNumberedAnew()
    {
        using TempFolder folder = new();
        List<(string, string)> pairs = [];
        foreach (SamplePicture sample in SamplePicture.All().Where(sample => !sample.IsBroken && sample.Name.StartsWith("pillow-apng/", StringComparison.Ordinal)))
        {
            if (CleanPicture.Try(sample.Read()) is not byte[] clean || clean.AsSpan().IndexOf("fdAT"u8) < 0)
            {
                continue;
            }

            byte[] result = CleanPicture.Of(Sow(clean, "fdAT"), out _);
            Assert.True(result.AsSpan().SequenceEqual(clean), sample.Name);
            pairs.Add((sample.Path, folder.Write(sample.Name.Replace('/', '_'), result)));
        }

        Assert.True(pairs.Count > 10, "the collection was not read");
        Assert.All(await DecodedPixels.CompareAsync(pairs), result => Assert.DoesNotContain("different", result, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Clean_ThePixelsInChunksOfAnyLength_AreTheSameStream(int length)
    {
        byte[] rows = [.. Enumerable.Range(0, 90 * 61).Select(i => (byte)(i % 61 == 0 ? 0 : (i * i) >> 5))];
        byte[] packed = [.. PngParts.Compress(rows), .. Hidden];
        byte[][] data = [.. packed.Chunk(length == 0 ? packed.Length : length).Select(piece => PngParts.Chunk("IDAT", piece))];
        byte[] picture = PngParts.File([PngParts.Header(60, 90, 8, 0), .. data, PngParts.Chunk("IEND", [])]);
        byte[] result = CleanPicture.Of(picture, out _);
        PngContent content = PngContent.Parse(result)!;
        Assert.Equal(packed[..^Hidden.Length], content.Data.SelectMany(piece => piece.ToArray()));
        Assert.All(content.Data, piece => Assert.InRange(piece.Length, 1, length == 0 ? packed.Length : length));
    }

    [Fact]
    public void Clean_RowsBehindTheLastOne_AreRefused()
    {
        byte[] picture = PngParts.File(
            PngParts.Header(1, 1, 8, 0), PngParts.Chunk("IDAT", PngParts.Compress([0, 0, .. Hidden])), PngParts.Chunk("IEND", []));
        Assert.Null(CleanPicture.Try(picture));
    }

    [Theory]
    [InlineData("78DA")]
    [InlineData("7801 07")]
    [InlineData("7801 01 0200 0000 0000")]
    [InlineData("7801 63 00 20 00")]
    [InlineData("7820 01 0200 FDFF 0000 00020001")]
    public void Clean_PixelsThatAreNotPackedRight_AreRefusedOrEndThere(string packed)
    {
        byte[] stream = Convert.FromHexString(packed.Replace(" ", string.Empty, StringComparison.Ordinal));
        byte[] picture = PngParts.File(PngParts.Header(1, 1, 8, 0), PngParts.Chunk("IDAT", [.. stream, .. new byte[600], .. Hidden]), PngParts.Chunk("IEND", []));
        Assert.True(CleanPicture.Try(picture) is not byte[] result || result.AsSpan().IndexOf(Hidden) < 0);
    }

    [Theory]
    [InlineData("iCCP", "p\0\0")]
    [InlineData("zTXt", "Raw profile type exif\0\0")]
    [InlineData("iTXt", "XML:com.adobe.xmp\0\x01\0\0\0")]
    public void Clean_TextsAndProfilesThatWantADictionary_AreRemoved(string type, string head)
    {
        byte[] clean = PngParts.Make(5, 4, 8, PngColor.Rgb);
        int place = clean.AsSpan().IndexOf("IDAT"u8) - sizeof(int);
        byte[] chunk = PngParts.Chunk(type, [.. System.Text.Encoding.Latin1.GetBytes(head), 0x78, 0x20, 0, 0, 0, 1, 3, 0, .. Hidden]);
        Assert.Equal(clean, CleanPicture.Of([.. clean[..place], .. chunk, .. clean[place..]], out CleaningReport report));
        Assert.Single(report.Removed);
    }

    [Fact]
    public void Clean_AFewBytesThatStandForVeryMany_TakesTimeForTheFewAlone()
    {
        // 20,000 x 20,000 pixels, 1.6 GB unpacked, in 1.6 MB.
        byte[] picture = PngParts.Make(20_000, 20_000, 8, PngColor.Rgba);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(picture, CleanPicture.Of(picture, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20L * picture.Length);
    }

    /// <summary>Puts words behind the pixels of each stream: into its last chunk, and into one of their own.</summary>
    private static byte[] Sow(byte[] picture, string type)
    {
        List<byte[]> chunks = [];
        uint shift = 0;
        for (int at = PngContent.Signature.Length; at < picture.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(at));
            string name = System.Text.Encoding.ASCII.GetString(picture, at + 4, 4);
            byte[] content = picture[(at + 8)..(at + 8 + length)];
            at += length + PngChunk.OverheadInBytes;
            bool isLast = !picture.AsSpan(Math.Min(at + 4, picture.Length)).StartsWith(System.Text.Encoding.ASCII.GetBytes(name));
            if (name is "fcTL" or "fdAT")
            {
                Shift(content, shift);
            }

            bool isSown = isLast && string.Equals(name, type, StringComparison.Ordinal);
            chunks.Add(PngParts.Chunk(name, isSown ? [.. content, .. Hidden] : content));
            if (isSown)
            {
                byte[] number = name is "fdAT" ? content[..4] : [];
                shift += name is "fdAT" ? 1u : 0;
                chunks.Add(PngParts.Chunk(name, [.. Shift(number, 1), .. Hidden]));
            }
        }

        return PngParts.File([.. chunks]);
    }

    private static byte[] Shift(byte[] content, uint shift)
    {
        if (content.Length > 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(content, BinaryPrimitives.ReadUInt32BigEndian(content) + shift);
        }

        return content;
    }
}
