using Locket.Pictures.Pixels;
using Xunit;

namespace Locket.Pictures.Tests.Pixels;

public sealed class BoxScalerTests
{
    [Fact]
    public void Scale_ToTheSameSize_IsTheSame()
    {
        Raster picture = new(7, 5);
        new Random(3).NextBytes(picture.Pixels);
        for (int i = 3; i < picture.Pixels.Length; i += 4)
        {
            picture.Pixels[i] = 255;
        }

        Assert.Equal(picture.Pixels.ToArray(), BoxScaler.Scale(picture, 7, 5).Pixels.ToArray());
    }

    [Fact]
    public void Scale_ToOnePixel_IsTheMeanWeightedByAlpha()
    {
        Raster picture = new(2, 2, [100, 0, 0, 255, 200, 0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0]);
        Assert.Equal(new byte[] { 150, 0, 0, 128 }, BoxScaler.Scale(picture, 1, 1).Pixels.ToArray());
    }

    [Fact]
    public void Scale_OddSizes_UsesEveryPixelOnce()
    {
        Raster picture = new(5, 3);
        picture.Pixels.Fill(255);
        picture.Row(1)[8] = 0;
        Raster small = BoxScaler.Scale(picture, 2, 2);

        // Columns 0 to 2 and 3 to 4, rows 0 to 1 and 2: the dark pixel is one of six in the upper left box.
        Assert.Equal(new byte[] { 213, 255, 255, 255 }, new[] { small.Row(0)[0], small.Row(0)[4], small.Row(1)[0], small.Row(1)[4] });
    }

    [Theory]
    [InlineData(4000, 3000, 256, 256, 192)]
    [InlineData(3000, 4000, 256, 192, 256)]
    [InlineData(100, 50, 256, 100, 50)]
    [InlineData(100_000, 1, 256, 256, 1)]
    public void Fit_AnySize_KeepsProportions(int width, int height, int side, int newWidth, int newHeight)
        => Assert.Equal((newWidth, newHeight), BoxScaler.Fit(width, height, side));
}
