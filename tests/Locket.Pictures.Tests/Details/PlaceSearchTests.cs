using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Details;

/// <summary>Whether a picture names a place, where EXIF does not say so.</summary>
public sealed class PlaceSearchTests
{
    private const string JpegXmp = "http://ns.adobe.com/xap/1.0/\0";
    private const string Latitude = "<exif:GPSLatitude>12,34N</exif:GPSLatitude>";

    [Theory]
    [InlineData("", false)]
    [InlineData(JpegXmp + "<dc:title>street</dc:title>", false)]
    [InlineData(JpegXmp + Latitude, true)]
    [InlineData("http://ns.adobe.com/xmp/extension/\0" + Latitude, null)]
    public void Read_JpegWithSegment_SaysWhetherItNamesAPlace(string segment, bool? expected)
    {
        using MemoryStream picture = new();
        picture.Write([0xFF, 0xD8]);
        if (segment.Length > 0)
        {
            picture.Write([0xFF, JpegMarker.App1, (byte)((segment.Length + 2) >> 8), (byte)(segment.Length + 2)]);
            picture.Write(System.Text.Encoding.ASCII.GetBytes(segment));
        }

        picture.Write([0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, 0xFF, JpegMarker.StartOfScan, 0, 8, 1, 1, 0, 0, 63, 0, 0, 0xFF, 0xD9]);
        Assert.Equal(expected, PictureDetails.Read(picture.ToArray()).HasPlace);
    }

    [Theory]
    [InlineData("tEXt", "Comment\0GPSLatitude", false)]
    [InlineData("iTXt", "XML:com.adobe.xmp\0\0\0\0\0" + Latitude, true)]
    [InlineData("iTXt", "XML:com.adobe.xmp\0\u0001\0\0\0packed", null)]
    [InlineData("zTXt", "Raw profile type exif\0\0packed", null)]
    [InlineData("tEXt", "exif:GPSLatitude\0 12/1", null)]
    [InlineData("eXIf", "broken", null)]
    public void Read_PngWithChunk_SaysWhetherItNamesAPlace(string type, string content, bool? expected)
        => Assert.Equal(expected, PictureDetails.Read(Png(type, System.Text.Encoding.ASCII.GetBytes(content))).HasPlace);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_NameAcrossTheBorderOfPieces_IsFound(bool isNamed)
    {
        for (int before = 4060; before < 4100; before++)
        {
            byte[] packet = [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. new byte[before], .. (isNamed ? "GPSLongitude"u8 : "GPSLangitude"u8)];
            Assert.Equal(isNamed, PictureDetails.Read(Png("iTXt", packet)).HasPlace);
        }
    }

    [Fact]
    public void Read_PacketLongerThanIsSearched_IsUnknown()
        => Assert.Null(PictureDetails.Read(Png("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. new byte[2 << 20]])).HasPlace);

    [Fact]
    public void Read_ExifOfTheOrientationAlone_NamesNone()
    {
        byte[] exif = [.. "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"u8];
        Assert.False(PictureDetails.Read(Png("eXIf", exif)).HasPlace);
    }

    [Fact]
    public void Read_CutBeforeItsEnd_IsUnknown()
    {
        byte[] picture = Png("tEXt", [.. "Comment\0"u8]);
        Assert.Null(PictureDetails.Read(picture.AsSpan(0, picture.Length - 12)).HasPlace);
    }

    private static byte[] Png(string type, byte[] content)
    {
        const int BehindHeader = 33;
        byte[] picture = PngParts.Make(3, 2, 8, PngColor.Rgb);
        return [.. picture[..BehindHeader], .. PngParts.Chunk(type, content), .. picture[BehindHeader..]];
    }
}
