using System.Globalization;
using System.Text.Json;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Details;

public sealed class PictureDetailsTests
{
    private const string TimeFormat = "yyyy:MM:dd HH:mm:ss";

    /// <summary>The excerpt, the reader's directories for it, and a window; whatever the picture says.</summary>
    private const long MaxAllocatedInBytes = 512 * 1024;

    [Fact]
    public async Task Read_GoodFiles_AgreesWithExifTool()
    {
        SamplePicture[] samples = [.. SamplePicture.All().Where(sample => !sample.IsBroken && PictureInfo.TryReadFile(sample.Path, out _))];
        IReadOnlyDictionary<string, JsonElement> others = await ExifTool.ReadAsync(
            ["-ExifIFD:DateTimeOriginal", "-ExifIFD:CreateDate", "-IFD0:ModifyDate", "-IFD0:Make", "-IFD0:Model", "-GPS:GPSLatitude", "-GPS:GPSLongitude"],
            samples.Select(sample => sample.Path));
        List<string> differences = [];
        int withTime = 0;
        int withCamera = 0;
        int withPlace = 0;
        foreach (SamplePicture sample in samples)
        {
            PictureDetails ours = PictureDetails.Read(sample.Read());
            JsonElement tags = others[sample.Path];
            DateTime? taken = Time(tags, "DateTimeOriginal") ?? Time(tags, "CreateDate") ?? Time(tags, "ModifyDate");
            bool hasPlace = ExifTool.Text(tags, "GPSLatitude") is not null && ExifTool.Text(tags, "GPSLongitude") is not null;
            string? model = ExifTool.Text(tags, "Model") is { Length: > 0 } text ? text : null;
            bool isModel = model is null ? ours.Camera is null || ExifTool.Text(tags, "Make") is not null : ours.Camera?.EndsWith(model, StringComparison.Ordinal) == true;
            if (taken != ours.Taken || hasPlace != (ours.HasPlace is true) || !isModel)
            {
                differences.Add($"{sample.Name}: {ours}, and not {tags}");
            }

            withTime += ours.Taken is null ? 0 : 1;
            withCamera += ours.Camera is null ? 0 : 1;
            withPlace += ours.HasPlace is true ? 1 : 0;
        }


        // Its EXIF is not in a chunk of its own, but as hexadecimal text in a comment.
        Assert.StartsWith("libavif/paris_icc_exif_xmp.png:", Assert.Single(differences), StringComparison.Ordinal);
        Assert.True(withTime > 25 && withCamera > 15 && withPlace > 0, $"{withTime} times, {withCamera} cameras, {withPlace} places");
    }

    [Fact]
    public void Read_EveryFileAndItsCuts_StaysWithinItsBounds()
    {
        _ = PictureDetails.Read(SamplePicture.Named("exif-samples/Canon_40D.jpg").Read());
        foreach (SamplePicture sample in SamplePicture.All())
        {
            byte[] picture = sample.Read();
            for (int cut = 0; cut < 20; cut++)
            {
                Bounded(picture.AsSpan(0, picture.Length - (picture.Length * cut / 20)), sample.Name);
            }
        }
    }

    [Fact]
    public void Read_AnyBitOfTheExifFlipped_StaysWithinItsBounds()
    {
        foreach (string name in (string[])["exif-samples/Canon_40D.jpg", "pngsuite/exif2c08.png", "pillow-orientation/hopper_orientation_2.webp"])
        {
            byte[] picture = SamplePicture.Named(name).Read();
            for (int bit = 0; bit < Math.Min(picture.Length, 1500) * 8; bit++)
            {
                picture[bit / 8] ^= (byte)(1 << (bit % 8));
                Bounded(picture, name);
                picture[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Read_AStream_GivesTheSameAndPutsItBack()
    {
        byte[] picture = SamplePicture.Named("exif-samples/Canon_40D.jpg").Read();
        using MemoryStream stream = new([1, 2, 3, .. picture]) { Position = 3 };
        PictureDetails details = PictureDetails.Read(stream);
        Assert.Equal(PictureDetails.Read(picture), details);
        Assert.Equal("Canon EOS 40D", details.Camera);
        Assert.Equal(3, stream.Position);
    }

    [Fact]
    public void Read_HostileText_HasNoControlCharacters()
    {
        byte[] picture = SamplePicture.Named("exif-samples/Canon_40D.jpg").Read();
        int place = picture.AsSpan().IndexOf("Canon EOS 40D"u8);
        "\e[31mEOS 4\a"u8.CopyTo(picture.AsSpan(place));
        string? camera = PictureDetails.Read(picture).Camera;
        Assert.Equal("Canon [31mEOS 4 0D", camera);
        Assert.DoesNotContain(camera!, char.IsControl);
    }

    private static void Bounded(ReadOnlySpan<byte> picture, string name)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = PictureDetails.Read(picture);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= MaxAllocatedInBytes, $"{name}: {allocated}");
    }

    private static DateTime? Time(JsonElement tags, string name)
        => DateTime.TryParseExact(ExifTool.Text(tags, name), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? time : null;
}
