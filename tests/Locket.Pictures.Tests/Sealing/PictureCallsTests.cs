using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Sealing;

public sealed class PictureCallsTests
{
    [Fact]
    public void EncryptImage_OfAPhotograph_ComesBackWithItsDetailsBesideIt()
    {
        byte[] image = SamplePicture.Named("exif-samples/Canon_40D.jpg").Read();
        using SymmetricKey key = PictureCalls.GenerateKey();
        using KeyRecipient recipient = new(key);

        byte[] sealedImage = PictureCalls.EncryptImage(image, [recipient], "Canon_40D.jpg");

        Assert.Equal(image, PictureCalls.DecryptImage(sealedImage, [key]));
        using LocketReader reader = LocketReader.Open(
            new MemoryStream(sealedImage), [key], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ("Canon_40D.jpg", "image/jpeg", 100, 68, new DateTime(2008, 5, 30, 15, 56, 1, DateTimeKind.Unspecified)),
            (reader.Metadata!.Name, reader.Metadata.MediaType, reader.Metadata.Width, reader.Metadata.Height, reader.Metadata.TakenAt));
    }

    [Fact]
    public void EncryptImage_ClockWithAZone_IsSealedWithIt()
    {
        byte[] image = SamplePicture.Named("libavif/apple_gainmap_new.jpg").Read();
        using SymmetricKey key = PictureCalls.GenerateKey();
        using KeyRecipient recipient = new(key);

        using LocketReader reader = LocketReader.Open(
            new MemoryStream(PictureCalls.EncryptImage(image, [recipient])), [key], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            (new DateTime(2026, 1, 7, 15, 20, 14, DateTimeKind.Unspecified), TimeSpan.FromHours(1)), (reader.Metadata!.TakenAt, reader.Metadata.TakenOffset));
    }

    [Fact]
    public void BytesToImage_AndBack_AreTheSameBytesAndNothingIsOverwritten()
    {
        using SealingFixture fixture = new();
        PictureCalls.BytesToImage([1, 2, 3], fixture.PathOf("a"));

        Assert.Equal([1, 2, 3], PictureCalls.ImageToBytes(fixture.PathOf("a")));
        Assert.Throws<LocketException>(() => PictureCalls.BytesToImage([4], fixture.PathOf("a")));
    }

    [Fact]
    public void BytesToImage_ToPng_IsThePictureUprightAndNothingElse()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "decoding needs a Unix system");
        byte[] image = SamplePicture.All().First(sample => sample.Name.Contains("exif-orientation", StringComparison.Ordinal)
            && PictureInfo.TryReadFile(sample.Path, out PictureInfo? found) && found is { Type: PictureType.Jpeg, Orientation: 6 }).Read();
        Assert.True(PictureInfo.TryRead(image, out PictureInfo? before));
        using SealingFixture fixture = new();
        using PictureDecoder decoder = new(DecoderChildEntry.Program);

        PictureCalls.BytesToImage(image, fixture.PathOf("a.png"), DecodableFormat.Png, decoder, TestContext.Current.CancellationToken);

        Assert.True(PictureInfo.TryReadFile(fixture.PathOf("a.png"), out PictureInfo? after));
        Assert.Equal((PictureType.Png, before.Height, before.Width, 1), (after.Type, after.Width, after.Height, after.Orientation));
    }

    [Fact]
    public void BytesToImage_ToJpeg_ShowsNoColorThatLayUnderFullTransparency()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "decoding needs a Unix system");
        Raster secret = new(32, 32);
        for (int i = 0; i < secret.Pixels.Length; i += Raster.PixelInBytes)
        {
            secret.Pixels[i] = byte.MaxValue;
        }

        using SealingFixture fixture = new();
        using PictureDecoder decoder = new(DecoderChildEntry.Program);

        PictureCalls.BytesToImage(PngFile.Write(secret), fixture.PathOf("a.jpg"), DecodableFormat.Jpeg, decoder, TestContext.Current.CancellationToken);

        using FileStream jpeg = File.OpenRead(fixture.PathOf("a.jpg"));
        Raster shown = decoder.Decode(
            new PictureInput { Format = DecodableFormat.Jpeg, Width = 32, Height = 32, Content = jpeg }, TestContext.Current.CancellationToken).Value!;
        Assert.True(shown.Pixels.IndexOfAnyExceptInRange((byte)250, byte.MaxValue) < 0);
    }

    [Fact]
    public void BytesToImage_ToTheFormatThatItHas_IsTheSameBytes()
    {
        byte[] image = SamplePicture.Named("exif-samples/Canon_40D.jpg").Read();
        using SealingFixture fixture = new();
        using PictureDecoder decoder = new(new DecoderProgram("/nowhere", []));

        PictureCalls.BytesToImage(image, fixture.PathOf("a.jpg"), DecodableFormat.Jpeg, decoder, TestContext.Current.CancellationToken);

        Assert.Equal(image, PictureCalls.ImageToBytes(fixture.PathOf("a.jpg")));
    }

    [Fact]
    public void BytesToImage_WhatCannotBe_SaysSoAndWritesNothing()
    {
        using SealingFixture fixture = new();
        using PictureDecoder decoder = new(new DecoderProgram("/nowhere", []));
        byte[] image = SamplePicture.Named("exif-samples/Canon_40D.jpg").Read();
        string path = fixture.PathOf("a");

        Assert.Throws<PictureConversionException>(() => PictureCalls.BytesToImage(image, path, DecodableFormat.Png, decoder, TestContext.Current.CancellationToken));
        Assert.Throws<PictureConversionException>(() => PictureCalls.BytesToImage(new byte[] { 1 }, path, DecodableFormat.Png, decoder, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureCalls.BytesToImage(image, path, DecodableFormat.WebP, decoder, TestContext.Current.CancellationToken));
        Assert.False(Path.Exists(path));
    }
}
