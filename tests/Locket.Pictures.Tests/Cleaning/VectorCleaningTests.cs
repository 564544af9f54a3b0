using System.Text.Json;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Cleaning;

/// <summary>Every good file that can be cleaned, before and after, in the eyes of independent programs.</summary>
public sealed class VectorCleaningTests
{
    /// <summary>Good by their folder, but cut off, going round in circles, or without pixels.</summary>
    private static readonly string[] Refused =
    [
        "pillow-apng/syntax_num_frames_zero.png", "pillow-metadata/ultrahdr.jpg", "pillow/multipage_multiple_frame_loop.tiff",
        "tiny/png-truncated.png", "tiny/tiff.tif",
    ];

    /// <summary>Pictures that the other decoder cannot read, before as after: floating point, and animations with faults in them.</summary>
    private static readonly string[] Unreadable =
    [
        "image-rs/rgb32f_color.tiff", "image-rs/ycbcr_lzw_bt709.tif", "pillow-apng/chunk_no_fdat.png", "pillow-apng/sequence_gap.png",
        "pillow-apng/sequence_reorder.png", "pillow-apng/sequence_repeat.png", "pillow-apng/sequence_repeat_chunk.png",
        "pillow-apng/syntax_num_frames_high.png",
    ];

    /// <summary>Groups of tags that are about the file, the reader, or how pixels look.</summary>
    private static readonly string[] Groups = ["System", "ExifTool", "Composite", "JFIF", "Adobe", "ICC_Profile", "PNG-pHYs", "PNG-cICP", "RIFF"];

    /// <summary>What may stay besides.</summary>
    private static readonly string[] Tags =
    [
        "File:BitsPerSample", "File:ColorComponents", "File:EncodingProcess", "File:ExifByteOrder", "File:FileType", "File:FileTypeExtension",
        "File:ImageHeight", "File:ImageWidth", "File:MIMEType", "File:YCbCrSubSampling", "GIF:AnimationIterations", "GIF:BackgroundColor",
        "GIF:BitsPerPixel", "GIF:ColorResolutionDepth", "GIF:Duration", "GIF:FrameCount", "GIF:GIFVersion", "GIF:HasColorMap",
        "GIF:ImageHeight", "GIF:ImageWidth", "GIF:PixelAspectRatio", "GIF:TransparentColor", "PNG:AnimationFrames", "PNG:AnimationPlays",
        "PNG:BackgroundColor", "PNG:BitDepth", "PNG:BlueX", "PNG:BlueY", "PNG:ColorType", "PNG:Compression", "PNG:Filter", "PNG:Gamma",
        "PNG:GreenX", "PNG:GreenY", "PNG:ImageHeight", "PNG:ImageWidth", "PNG:Interlace", "PNG:Palette", "PNG:PaletteHistogram",
        "PNG:ProfileName", "PNG:RedX", "PNG:RedY", "PNG:SRGBRendering", "PNG:SignificantBits", "PNG:Transparency", "PNG:WhitePointX",
        "PNG:WhitePointY", "IFD0:Orientation", "SourceFile",
    ];

    /// <summary>What makes the pixels of TIFF; it calls the strips of JPEG in TIFF a preview.</summary>
    private static readonly string[] TiffTags =
    [
        "BitsPerSample", "ColorMap", "Compression", "ExtraSamples", "FillOrder", "ImageHeight", "ImageWidth", "JPEGTables", "PageNumber",
        "PhotometricInterpretation", "PlanarConfiguration", "Predictor", "PreviewImage", "PreviewImageLength", "PreviewImageStart",
        "PrimaryChromaticities", "ReferenceBlackWhite", "ResolutionUnit", "RowsPerStrip", "SampleFormat", "SamplesPerPixel",
        "StripByteCounts", "StripOffsets", "SubfileType", "TileByteCounts", "TileLength", "TileOffsets", "TileWidth", "WhitePoint",
        "XResolution", "YCbCrCoefficients", "YCbCrSubSampling", "YResolution", "Orientation",
    ];

    [Fact]
    public async Task Clean_GoodFiles_KeepsEveryPixel()
    {
        using TempFolder folder = new();
        List<(SamplePicture Sample, string After)> cleaned = CleanAll(folder, CleaningOptions.Default);
        string[] results = await DecodedPixels.CompareAsync(cleaned.Select(pair => (pair.Sample.Path, pair.After)));
        (string Name, string Result)[] others =
        [
            .. cleaned.Zip(results, (pair, result) => (pair.Sample.Name, Result: result))
                .Where(pair => !string.Equals(pair.Result, "same", StringComparison.Ordinal)),
        ];
        Assert.DoesNotContain(others, other => other.Result.StartsWith("different", StringComparison.Ordinal));
        Assert.Equal(Unreadable, others.Select(other => other.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.True(cleaned.Count > 250, "the collection was not read");
    }

    [Fact]
    public async Task Clean_GoodFiles_LeavesNothingForExifTool()
    {
        using TempFolder folder = new();
        List<(SamplePicture Sample, string After)> cleaned = CleanAll(folder, CleaningOptions.Default);
        IReadOnlyDictionary<string, JsonElement> before = await ExifTool.ReadAsync(["-G1", "-a", "-u"], cleaned.Select(pair => pair.Sample.Path));
        IReadOnlyDictionary<string, JsonElement> after = await ExifTool.ReadAsync(["-G1", "-a", "-u"], cleaned.Select(pair => pair.After));
        Assert.Empty(cleaned.SelectMany(pair => Left(after[pair.After]).Select(tag => $"{pair.Sample.Name}: {tag}")));
        Assert.True(cleaned.Sum(pair => Left(before[pair.Sample.Path]).Count()) > 1000, "there was nothing to remove");
    }

    [Fact]
    public void Clean_GoodFiles_KeepsOrientationAndFramesAndSize()
    {
        using TempFolder folder = new();
        int turned = 0;
        foreach ((SamplePicture sample, string after) in CleanAll(folder, CleaningOptions.Default))
        {
            Assert.True(PictureInfo.TryReadFile(sample.Path, out PictureInfo? old) && PictureInfo.TryReadFile(after, out PictureInfo? found));
            Assert.Equal((sample.Name, old), (sample.Name, PictureInfo.TryReadFile(after, out found) ? found : null));
            turned += old!.Orientation != 1 ? 1 : 0;
        }

        Assert.True(turned >= 10, "no picture lay on its side");
    }

    [Fact]
    public async Task Clean_KeepingNothing_LeavesNeitherOrientationNorProfile()
    {
        using TempFolder folder = new();
        List<(SamplePicture Sample, string After)> cleaned = CleanAll(
            folder, new CleaningOptions { KeepColorProfile = false, KeepOrientation = false });
        Assert.All(cleaned, pair => Assert.Equal(1, PictureInfo.TryReadFile(pair.After, out PictureInfo? info) ? info.Orientation : 0));
        IReadOnlyDictionary<string, JsonElement> after = await ExifTool.ReadAsync(["-G1", "-a"], cleaned.Select(pair => pair.After));
        Assert.All(after.Values, tags => Assert.DoesNotContain(
            tags.EnumerateObject(), tag => tag.Name.StartsWith("ICC", StringComparison.Ordinal) || tag.Name.EndsWith(":Orientation", StringComparison.Ordinal)));
    }

    [Fact]
    public void Clean_Twice_ChangesNothingMore()
    {
        foreach (SamplePicture sample in Candidates())
        {
            byte[] once = CleanPicture.Of(sample.Read(), out CleaningReport first);
            byte[] twice = CleanPicture.Of(once, out CleaningReport second);
            Assert.True(once.AsSpan().SequenceEqual(twice), sample.Name);
            Assert.True(second.WasClean, $"{sample.Name}: {string.Join(", ", second.Removed)}");
            Assert.Equal((sample.Name, once.LongLength, once.LongLength), (sample.Name, first.LengthAfterInBytes, second.LengthBeforeInBytes));
        }
    }

    [Fact]
    public void Clean_FromAPipe_GivesTheSame()
    {
        foreach (SamplePicture sample in Candidates())
        {
            byte[] picture = sample.Read();
            using OneWayStream pipe = new(picture);
            using MemoryStream output = new();
            CleaningReport report = PictureCleaner.Clean(pipe, output);
            Assert.True(CleanPicture.Of(picture, out CleaningReport expected).AsSpan().SequenceEqual(output.ToArray()), sample.Name);
            Assert.Equal(expected.Removed, report.Removed);
            Assert.Equal((sample.Name, picture.LongLength), (sample.Name, report.LengthBeforeInBytes));
        }
    }

    [Fact]
    public void Clean_GoodFiles_RefusesOnlyWhatIsNotGood()
    {
        string[] refused =
        [
            .. SamplePicture.All()
                .Where(sample => !sample.IsBroken && PictureInfo.TryReadFile(sample.Path, out PictureInfo? info) && PictureCleaner.CanClean(info.Type))
                .Where(sample => CleanPicture.Try(sample.Read()) is null)
                .Select(sample => sample.Name),
        ];
        Assert.Equal(Refused, refused.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static IEnumerable<SamplePicture> Candidates() => SamplePicture.All().Where(sample => !sample.IsBroken
        && !Refused.Contains(sample.Name, StringComparer.Ordinal)
        && PictureInfo.TryReadFile(sample.Path, out PictureInfo? info) && PictureCleaner.CanClean(info.Type));

    private static List<(SamplePicture Sample, string After)> CleanAll(TempFolder folder, CleaningOptions options)
        => [.. Candidates().Select(sample => (sample, folder.Write(sample.Name.Replace('/', '_'), CleanPicture.Of(sample.Read(), out _, options))))];

    private static IEnumerable<string> Left(JsonElement tags)
    {
        string type = tags.EnumerateObject().FirstOrDefault(tag => tag.NameEquals("File:FileType")).Value.ToString();
        foreach (string name in tags.EnumerateObject().Select(tag => tag.Name))
        {
            string[] parts = name.Split(':');
            bool isTiff = string.Equals(type, "TIFF", StringComparison.Ordinal) && parts[0].StartsWith("IFD", StringComparison.Ordinal)
                && TiffTags.Contains(parts[^1], StringComparer.Ordinal);
            if (!isTiff && !Groups.Contains(parts[0], StringComparer.Ordinal) && !parts[0].StartsWith("ICC-", StringComparison.Ordinal)
                && !Tags.Contains(name, StringComparer.Ordinal))
            {
                yield return name;
            }
        }
    }
}
