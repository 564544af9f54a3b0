using System.Globalization;
using System.Text.Json;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Recognition;

/// <summary>Every good file of the collection, as an independent reader sees it.</summary>
public sealed class VectorRecognitionTests
{
    /// <summary>
    /// Where exiftool knows less or means something else: it neither cuts to the clean aperture nor reads the small form of HEIF, nor
    /// mirroring in AVIF (there the library that made the files says it), and takes one old bitmap's header for another.
    /// </summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["bmpsuite/pal8os2v2-16.bmp"] = "Bmp 127x64 1",
        ["libavif/clap_irot_imir_non_essential.avif"] = "Avif 8x10 7",
        ["libavif/colors-animated-8bpc-alpha-exif-xmp.avif"] = "Avif 150x150 1",
        ["libavif/colors-animated-8bpc.avif"] = "Avif 150x150 1",
        ["libavif/draw_points_idat_metasize0.avif"] = "Avif 33x11 1",
        ["libheif/avc32.heif"] = "Heif 32x32 1",
        ["libheif/avif32-mini.heif"] = "Avif 32x32 1",
        ["libheif/example.heic"] = "Heic 1280x854 1",
        ["libheif/hevc32-mini.heif"] = "Heic 64x64 1",
        ["libheif/hevc32.heif"] = "Heic 32x32 1",
        ["libheif/jpeg32.heif"] = "Heif 32x32 1",
        ["libheif/lightning_mini.heif"] = "Heic 256x256 1",
        ["libheif/rainbow-451x461.heic"] = "Heic 451x461 1",
        ["pillow-apng/syntax_num_frames_zero.png"] = "Png 128x64 1",
        ["pillow-avif/rot0mir0.avif"] = "Avif 640x427 4",
        ["pillow-avif/rot0mir1.avif"] = "Avif 640x427 2",
        ["pillow-avif/rot1mir1.avif"] = "Avif 427x640 7",
        ["pillow-avif/rot2mir0.avif"] = "Avif 640x427 2",
        ["pillow-avif/rot3mir0.avif"] = "Avif 427x640 7",
        ["pillow-avif/rot3mir1.avif"] = "Avif 427x640 5",
    };

    private static readonly Dictionary<string, PictureType> Types = new(StringComparer.Ordinal)
    {
        ["PNG"] = PictureType.Png,
        ["APNG"] = PictureType.Apng,
        ["JPEG"] = PictureType.Jpeg,
        ["MPO"] = PictureType.Jpeg,
        ["GIF"] = PictureType.Gif,
        ["WEBP"] = PictureType.WebP,
        ["Extended WEBP"] = PictureType.WebP,
        ["BMP"] = PictureType.Bmp,
        ["TIFF"] = PictureType.Tiff,
        ["HEIC"] = PictureType.Heic,
        ["HEIF"] = PictureType.Heif,
        ["AVIF"] = PictureType.Avif,
        ["JXL"] = PictureType.JpegXl,
        ["JXL Codestream"] = PictureType.JpegXl,
        ["ICO"] = PictureType.Ico,
    };

    [Fact]
    public async Task TryReadFile_GoodFiles_AgreesWithExifTool()
    {
        SamplePicture[] samples = [.. SamplePicture.All().Where(sample => !sample.IsBroken)];
        IReadOnlyDictionary<string, JsonElement> others = await ExifTool.ReadAsync(
            ["-FileType", "-ImageWidth", "-ImageHeight", "-IFD0:Orientation"], samples.Select(sample => sample.Path));
        List<string> differences = [];
        int agreed = 0;
        foreach (SamplePicture sample in samples)
        {
            string ours = PictureInfo.TryReadFile(sample.Path, out PictureInfo? info) ? Describe(info) : "unknown";
            string theirs = Known.TryGetValue(sample.Name, out string? known) ? known : Describe(others[sample.Path]);
            if (!string.Equals(ours, theirs, StringComparison.Ordinal))
            {
                differences.Add($"{sample.Name}: {ours}, and not {theirs}");
            }

            agreed += info is null ? 0 : 1;
        }

        Assert.Empty(differences);
        Assert.True(agreed > 350, "the collection was not read");
    }

    [Fact]
    public void TryReadFile_GoodFiles_FindsNoDamage()
    {
        string[] damaged =
        [
            .. SamplePicture.All()
                .Where(sample => !sample.IsBroken && PictureInfo.TryReadFile(sample.Path, out PictureInfo? info) && info.Damage != PictureDamage.None)
                .Select(sample => sample.Name),
        ];

        // Both are as their names say, though not counted among the broken ones.
        Assert.Equal(["pillow-apng/syntax_num_frames_zero.png", "tiny/png-truncated.png"], damaged);
    }

    [Fact]
    public async Task IsAnimated_GoodFiles_AgreesWithExifTool()
    {
        SamplePicture[] samples = [.. SamplePicture.All().Where(sample => !sample.IsBroken)];
        IReadOnlyDictionary<string, JsonElement> others = await ExifTool.ReadAsync(
            ["-FrameCount", "-AnimationFrames", "-Duration", "-MediaDuration"], samples.Select(sample => sample.Path));
        List<string> differences = [];
        int animated = 0;
        foreach (SamplePicture sample in samples)
        {
            if (!PictureInfo.TryReadFile(sample.Path, out PictureInfo? info))
            {
                continue;
            }

            bool expected = info.Type switch
            {
                PictureType.Gif => ExifTool.Number(others[sample.Path], "FrameCount") > 1,
                PictureType.Apng => ExifTool.Number(others[sample.Path], "AnimationFrames") > 1,
                PictureType.Avif => sample.Name.Contains("animated", StringComparison.Ordinal),
                PictureType.JpegXl => sample.Name.Contains("traffic_light", StringComparison.Ordinal),
                PictureType.WebP => sample.Name is "image-rs/anim.webp" or "image-rs/advertises_rgba_but_frames_are_rgb.webp",
                _ => false,
            };
            animated += expected ? 1 : 0;
            if (info.IsAnimated != expected)
            {
                differences.Add(sample.Name);
            }
        }

        Assert.Empty(differences);
        Assert.True(animated > 25, "the collection was not read");
    }

    private static string Describe(PictureInfo info)
        => string.Create(CultureInfo.InvariantCulture, $"{info.Type} {info.Width}x{info.Height} {info.Orientation}");

    private static string Describe(JsonElement tags)
        => ExifTool.Text(tags, "FileType") is string type && Types.TryGetValue(type, out PictureType known)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{known} {ExifTool.Number(tags, "ImageWidth")}x{ExifTool.Number(tags, "ImageHeight")} {ExifTool.Number(tags, "Orientation") ?? 1}")
            : "unknown";
}
