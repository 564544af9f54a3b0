using System.Text;
using System.Text.Json;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Redaction;

/// <summary>Published pictures redacted, and what independent programs find in them.</summary>
public sealed class RedactionGalleryTests : IDisposable
{
    /// <summary>Larger ones only take longer.</summary>
    private const int MaxPixels = 1_500_000;

    /// <summary>exiftool's remark on what every redacted JPEG carries.</summary>
    private const string RemarkOnCarrier = "[minor] Unknown APP11 'Locket' segment";

    /// <summary>
    /// What libgd and Pillow decode otherwise, before anything is redacted: bitmaps with runs, of version 5 or 5 bits; damage that one
    /// forgives; orientation in XMP, which is not read here. And gray with one transparent level, which Pillow drops.
    /// </summary>
    private static readonly string[] DecodedOtherwise =
    [
        "/corrupt/", "pal4rle.bmp", "pal4rletrns.bmp", "pal8rletrns.bmp", "pal8v5.bmp", "rgb16.bmp", "bmp-Info_X1_R5_G5_B5.bmp", "oob.gif",
        "issue_1455_oversized.gif", "paris_icc_exif_xmp.png", "xmp_tags_orientation.png", "gray-1-tRNS.png", "huge_IDAT.png",
    ];

    private readonly RedactionFixture _fixture = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Redact_EveryGoodPicture_IsForOthersAPictureWithoutWhatWasHidden()
    {
        IReadOnlyList<Redacted> pictures = await RedactAllAsync();
        Assert.True(pictures.Count > 200, $"{pictures.Count} pictures");
        foreach (string kind in (string[])["PNG", "JPEG", "WEBP"])
        {
            Assert.Contains(pictures, picture => picture.Is(kind));
        }

        List<string> wrong = [];
        string lines = string.Concat(pictures.Select(picture => $"{picture.Original}\t{picture.Path}\t{picture.Kind}\t{string.Join(';', picture.Areas)}\n"));
        string script = await File.ReadAllTextAsync(Repository.PathOf("tests", "interop", "pictures", "redacted.py"), RedactionFixture.Token);
        string[] verdicts = Encoding.UTF8.GetString(await Python.RunAsync(script, Encoding.UTF8.GetBytes(lines))).Split('\n');
        wrong.AddRange(pictures.Zip(verdicts, (picture, verdict) => $"{picture.Original}: {verdict}")
            .Where(line => !line.EndsWith(": same", StringComparison.Ordinal)
                && !DecodedOtherwise.Any(name => line.Contains(name, StringComparison.Ordinal))));

        foreach ((string path, JsonElement tags) in await ExifTool.ReadAsync(["-G1", "-a", "-u"], pictures.Select(picture => picture.Path)))
        {
            string[] told = [.. tags.EnumerateObject().Where(tag => !IsAboutPixels(tag.Name) && !string.Equals(tag.Value.ToString(), RemarkOnCarrier, StringComparison.Ordinal)).Select(tag => $"{tag.Name} {tag.Value}")];
            if (told.Length > 0)
            {
                wrong.Add($"{Of(pictures, path)}: exiftool finds {string.Join(", ", told)}");
            }
        }

        await FindFaultsAsync("pngcheck", ["-q"], pictures.Where(picture => picture.Is("PNG")), wrong);
        foreach (Redacted jpeg in pictures.Where(picture => picture.Is("JPEG")))
        {
            await FindFaultsAsync("djpeg", ["-outfile", "/dev/null"], [jpeg], wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(RedactionFixture.Orientations), MemberType = typeof(RedactionFixture))]
    public async Task Redact_AnyOrientation_CountsRectanglesAsAViewerShowsThem(int orientation)
    {
        byte[] jpeg = _fixture.Encode(RedactionFixture.Drawing(80, 48), DecodableFormat.Jpeg);
        string original = _folder.Write("a.jpg", RedactionFixture.Turned(jpeg, orientation));
        string redacted = _folder.File("a.png");
        PictureArea area = new(3, 5, 30, 11);
        RedactionReport report = _fixture.Redactor.RedactFile(
            original, redacted, _fixture.Hide(area) with { Format = DecodableFormat.Png }, cancellationToken: RedactionFixture.Token);

        string script = await File.ReadAllTextAsync(Repository.PathOf("tests", "interop", "pictures", "redacted.py"), RedactionFixture.Token);
        byte[] verdict = await Python.RunAsync(script, Encoding.UTF8.GetBytes($"{original}\t{redacted}\tPNG\t{report.HiddenAreas[0]}\n"));
        Assert.Equal("same\n", Encoding.UTF8.GetString(verdict));
    }

    private static bool IsAboutPixels(string tag)
    {
        string[] parts = tag.Split(':');
        return parts[0] switch
        {
            "SourceFile" or "ExifTool" or "System" or "Composite" => !tag.Contains("Warning", StringComparison.Ordinal) && !tag.Contains("Error", StringComparison.Ordinal),
            "File" => parts[1] is not ("Comment" or "ExifByteOrder"),
            "PNG" => parts[1] is "ImageWidth" or "ImageHeight" or "BitDepth" or "ColorType" or "Compression" or "Filter" or "Interlace",
            "JFIF" => parts[1] is "JFIFVersion" or "ResolutionUnit" or "XResolution" or "YResolution",
            "RIFF" => parts[1] is not ("Exif" or "XMP" or "ICC_Profile"),
            _ => false,
        };
    }

    private static string Of(IReadOnlyList<Redacted> pictures, string path)
        => pictures.First(picture => string.Equals(picture.Path, path, StringComparison.Ordinal)).Original;

    private static async Task FindFaultsAsync(string program, string[] arguments, IEnumerable<Redacted> pictures, List<string> wrong)
    {
        PeerResult result = await Peer.RunAsync(
            Peer.Require(program), [.. arguments, .. pictures.Select(picture => picture.Path)], default, RedactionFixture.Token);
        if (result.ExitCode != 0 || result.Error.Length > 0)
        {
            wrong.Add($"{program}: {result.Error}{result.Text}");
        }
    }

    private async Task<IReadOnlyList<Redacted>> RedactAllAsync()
    {
        List<Redacted> all = [];
        Random random = new(20_000);
        foreach (PictureFacts facts in (await Gallery.ReadAsync()).Where(facts => facts.IsGood && facts.Width * facts.Height <= MaxPixels))
        {
            byte[] original = await File.ReadAllBytesAsync(facts.Path, RedactionFixture.Token);
            if (!PictureInfo.TryRead(original, out PictureInfo? info) || info is not { ViewWidth: int width, ViewHeight: int height, IsAnimated: false })
            {
                continue;
            }

            bool keepsFormat = info.Type is PictureType.Png or PictureType.Apng or PictureType.Jpeg or PictureType.WebP;
            PictureArea[] areas = [.. Enumerable.Range(0, 1 + (all.Count % 3)).Select(_ => Area(random, width, height))];
            string path = _folder.File($"{all.Count}.picture");
            IReadOnlyList<PictureArea> hidden;
            try
            {
                hidden = _fixture.Redactor.RedactFile(
                    facts.Path, path, _fixture.Hide(areas) with { Format = keepsFormat ? DecodableFormat.None : DecodableFormat.Png }, cancellationToken: RedactionFixture.Token).HiddenAreas;
            }
            catch (PictureException refusal) when (refusal.Reason == PictureFailure.Damaged || (refusal.Reason, info.Type) == (PictureFailure.Unsupported, PictureType.Apng))
            {
                // What libgd does not decode; the thumbnails' tests know which. And a frame that is not the still picture.
                continue;
            }

            Assert.Equal(original, _fixture.Reveal(await File.ReadAllBytesAsync(path, RedactionFixture.Token), 0));
            all.Add(new(facts.Path, path, !keepsFormat ? "PNG" : info.Type == PictureType.Jpeg ? "JPEG" : info.Type == PictureType.WebP ? "WEBP" : "PNG", hidden));
            Assert.All(areas, area => Assert.Contains(hidden, one => one.X <= area.X && one.Y <= area.Y && one.X + one.Width >= area.X + area.Width && one.Y + one.Height >= area.Y + area.Height));
        }

        return all;
    }

    private static PictureArea Area(Random random, int width, int height)
    {
        (int x, int y) = (random.Next(width), random.Next(height));
        return new(x, y, random.Next(1, width - x + 1), random.Next(1, height - y + 1));
    }

    private sealed record Redacted(string Original, string Path, string Kind, IReadOnlyList<PictureArea> Areas)
    {
        public bool Is(string kind) => string.Equals(Kind, kind, StringComparison.Ordinal);
    }
}
