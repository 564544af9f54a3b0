using Locket.Header;
using Locket.Metadata;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>What a header holds of a picture: its details and a thumbnail, both readable without the payload.</summary>
public sealed class PictureHeaderTests
{
    private const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly FileMetadata Details = new()
    {
        Name = "a.jpg",
        MediaType = "image/jpeg",
        Width = 3,
        Height = 2,
        Orientation = 6,
        IsAnimated = false,
        TakenAt = new DateTime(2020, 2, 29, 23, 59, 58, DateTimeKind.Unspecified),
        TakenOffset = new TimeSpan(-9, -30, 0),
        HasPlace = true,
        Sha256 = Digest,
    };

    [Fact]
    public void Encrypt_DetailsOfAPicture_ComeBack()
    {
        using LocketReader reader = Open(Samples.Encrypt([1, 2, 3], new EncryptionOptions { Metadata = Details }));

        Assert.Equal(Details, reader.Metadata);
    }

    [Theory]
    [InlineData("+00:00", 0)]
    [InlineData("-00:00", 0)]
    [InlineData("+05:45", 345)]
    [InlineData("-14:00", -840)]
    public void Open_ZoneOfTheCamerasClock_IsRead(string zone, int minutes)
    {
        using LocketReader reader = Open(new Forge { After = [Forge.Metadata($$"""{"zone":"{{zone}}"}""")] }.Build());

        Assert.Equal(TimeSpan.FromMinutes(minutes), reader.Metadata!.TakenOffset);
    }

    [Theory]
    [InlineData(50401)]
    [InlineData(-50460)]
    [InlineData(3601)]
    public void Encrypt_NoZone_IsRefused(int seconds)
        => Assert.Throws<ArgumentException>(
            () => Samples.Encrypt([], new EncryptionOptions { Metadata = new FileMetadata { TakenOffset = TimeSpan.FromSeconds(seconds) } }));

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Encrypt_NoSha256_IsRefused(string digest)
        => Assert.Throws<ArgumentException>(
            () => Samples.Encrypt([], new EncryptionOptions { Metadata = new FileMetadata { Sha256 = digest } }));

    [Theory]
    [InlineData("""{"animated":1}""")]
    [InlineData("""{"animated":null}""")]
    [InlineData("""{"place":"true"}""")]
    [InlineData("""{"taken":"2020-02-30T00:00:00"}""")]
    [InlineData("""{"taken":"2020-02-28T00:00:00Z"}""")]
    [InlineData("""{"taken":"2020-02-28 00:00:00"}""")]
    [InlineData("""{"taken":20200228}""")]
    [InlineData("""{"zone":"02:00"}""")]
    [InlineData("""{"zone":"+2:00"}""")]
    [InlineData("""{"zone":"+02:60"}""")]
    [InlineData("""{"zone":"+14:01"}""")]
    [InlineData("""{"zone":"+24:00"}""")]
    [InlineData("""{"zone":"+02:00 "}""")]
    [InlineData("""{"zone":"Z"}""")]
    [InlineData("""{"zone":2}""")]
    [InlineData("""{"sha256":"0123"}""")]
    [InlineData("""{"sha256":"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef"}""")]
    public void Open_MalformedDetails_IsADamagedHeader(string json)
    {
        byte[] file = new Forge { After = [Forge.Metadata(json)] }.Build();

        LocketException failure = Assert.Throws<LocketException>(() => Open(file).Dispose());

        Assert.Equal(LocketFailure.DamagedHeader, failure.Reason);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(32767)]
    public void ReadThumbnail_OfAnySize_IsWhatWasSealedEvenWithoutThePayload(int length)
    {
        byte[] image = Png(length);
        byte[] file = Samples.Encrypt(Samples.Content(70000), new EncryptionOptions { Metadata = Details, Thumbnail = image });
        int headerInBytes = LocketFile.Inspect(new MemoryStream(file)).HeaderLengthInBytes;

        using LocketReader reader = Open(file[..headerInBytes]);

        Assert.True(reader.Inspection.HasThumbnail);
        Assert.Equal(image, reader.ReadThumbnail());
        Assert.Equal(image, reader.ReadThumbnail());
        Assert.Equal(Details, reader.Metadata);
    }

    [Fact]
    public void ReadThumbnail_OfAFileWithoutOne_IsNull()
    {
        using LocketReader reader = Open(Samples.Encrypt([1]));

        Assert.Null(reader.ReadThumbnail());
    }

    [Fact]
    public void Encrypt_ThumbnailThatIsTooLongOrNoImage_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Samples.Encrypt([], new EncryptionOptions { Thumbnail = Png(32768) }));
        Assert.Throws<ArgumentException>(() => Samples.Encrypt([], new EncryptionOptions { Thumbnail = "GIF89a"u8.ToArray() }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadThumbnail_DamagedUnderSeal_IsNullAndTheFileOpens(bool hasNoEnd)
    {
        byte[] padded = new byte[ThumbnailImage.PaddingInBytes];
        if (hasNoEnd)
        {
            Png(100).CopyTo(padded, 0);
        }
        else
        {
            padded[0] = 0x80;
        }

        byte[] file = new Forge { After = [Forge.Sealed("thumbnail", padded)] }.Build();

        using LocketReader reader = Open(file);

        Assert.Null(reader.ReadThumbnail());
        Assert.Equal("content"u8.ToArray(), reader.DecryptToArray());
    }

    [Fact]
    public void ReadThumbnail_SealedAsMetadata_IsNull()
    {
        // The type is authenticated with the text: one cannot be passed off as the other.
        Stanza metadata = Forge.Metadata(ThumbnailImage.Pad(Png(100)));
        byte[] file = new Forge { After = [new Stanza("thumbnail", [], metadata.Body)] }.Build();

        using LocketReader reader = Open(file);

        Assert.Null(reader.ReadThumbnail());
    }

    private static LocketReader Open(byte[] file) => LocketReader.Open(new MemoryStream(file), Samples.Credentials);

    private static byte[] Png(int length)
    {
        byte[] image = Samples.Content(length);
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(image);
        image[^1] = 0;
        return image.Length == 8 ? [.. image[..7], 0x0A] : image;
    }
}
