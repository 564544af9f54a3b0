using FsCheck;
using FsCheck.Fluent;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Cleaning;

/// <summary>What is hidden in a picture is in no byte of the clean one, and pictures that differ only in it become the same.</summary>
public sealed class PlantedBytesTests
{
    private static readonly string[] Pictures =
    [
        "pngsuite/basn2c16.png", "pngsuite/exif2c08.png", "pillow-apng/delay.png", "pillow/hopper.jpg", "pillow/flower.jpg", "pillow/chi.gif",
        "pillow/second_frame_comment.gif", "pillow/hopper.webp", "pillow/flower.webp", "image-rs/anim.webp", "pillow/hopper.tif",
        "pillow/hopper.Lab.tif", "pillow/multipage-mmap.tiff",
    ];

    [Fact]
    public void Clean_BytesPlantedEverywhere_AreNowhere()
    {
        Gen<byte[]> planted = Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), 200).Select(bytes => (byte[])[.. "planted:"u8, .. bytes]);
        foreach (string name in Pictures)
        {
            byte[] picture = SamplePicture.Named(name).Read();
            Assert.True(PictureInfo.TryRead(picture, out PictureInfo? info));
            byte[] clean = CleanPicture.Of(picture, out _);
            Prop.ForAll(planted.ToArbitrary(), bytes =>
            {
                byte[] sown = Planting.Into(picture, info.Type, bytes);
                Assert.True(sown.AsSpan().IndexOf(bytes) >= 0);
                byte[] result = CleanPicture.Of(sown, out CleaningReport report);
                Assert.True(result.AsSpan().IndexOf("planted:"u8) < 0, name);
                Assert.False(report.WasClean);
                Assert.True(report.Removed.Sum(part => part.LengthInBytes) >= bytes.Length * 2, name);

                // A planted JFIF segment stays as one, without what was in it; and the first EXIF block decides the orientation.
                if (info.Type != PictureType.Jpeg && info.Orientation == 1)
                {
                    Assert.True(result.AsSpan().SequenceEqual(clean), name);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
        }
    }

    [Theory]
    [InlineData("pillow/hopper.jpg")]
    [InlineData("pngsuite/basn2c16.png")]
    [InlineData("pillow/flower.webp")]
    public void Clean_XmpWithAPlace_ReportsTheLocation(string name)
    {
        byte[] picture = SamplePicture.Named(name).Read();
        Assert.True(PictureInfo.TryRead(picture, out PictureInfo? info));
        _ = CleanPicture.Of(Planting.Into(picture, info.Type, [.. "GPSLongitude"u8]), out CleaningReport report);
        Assert.Contains(report.Removed, part => part.Kind == RemovedKind.Location);
        Assert.Contains(report.Removed, part => part.Kind == RemovedKind.Trailing);
    }
}
