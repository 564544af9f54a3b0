using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Locket.Pictures.Tests.Showing;

/// <summary>Pictures as text, against outputs worked out by hand.</summary>
public sealed partial class TerminalPictureTests
{
    private static readonly byte[] Red = [255, 0, 0, 255];
    private static readonly byte[] Blue = [0, 0, 255, 255];
    private static readonly byte[] White = [255, 255, 255, 255];
    private static readonly byte[] Black = [0, 0, 0, 255];
    private static readonly byte[] Clear = [9, 9, 9, 0];

    [Fact]
    public void Draw_TrueColor_IsHalfBlocksThatChangeColorOnlyWhereNeeded()
        => Assert.Equal(
            "\e[38;2;255;0;0m\e[48;2;0;0;255m▀▀\e[38;2;255;255;255m▀\e[0m\n\e[38;2;0;0;0m▀▀▀\e[0m\n",
            Draw(TerminalDrawing.TrueColor, 3, Red, Red, White, Blue, Blue, Blue, Black, Black, Black));

    [Fact]
    public void Draw_TransparentPixels_LeaveTheBackgroundAlone()
        => Assert.Equal(
            "\e[38;2;255;0;0m\e[48;2;0;0;255m▀\e[0m\e[38;2;255;0;0m▀\e[38;2;0;0;255m▄ \e[0m\n",
            Draw(TerminalDrawing.TrueColor, 4, Red, Red, Clear, Clear, Blue, Clear, Blue, Clear));

    [Fact]
    public void Draw_Colors256_AreTheNearest()
        => Assert.Equal(
            "\e[38;5;196m\e[48;5;21m▀\e[38;5;231m\e[48;5;16m▀\e[38;5;244m▀\e[0m\n",
            Draw(TerminalDrawing.Colors256, 3, Red, White, [128, 128, 128, 255], Blue, Black, Black));

    [Fact]
    public void Draw_Characters_HaveNoEscapes()
        => Assert.Equal("@.\n@\n", Draw(TerminalDrawing.Characters, 3, White, Blue, Black, White, Blue, Black, White, Black, Clear));

    [Fact]
    public void Draw_Kitty_IsRawPixelsInPieces()
    {
        Assert.Equal("\e_Ga=T,f=32,s=1,v=2,q=2,m=0;/wAA/wAA//8=\e\\\n", Draw(TerminalDrawing.Kitty, 1, Red, Blue));

        Raster picture = new(60, 60);
        new Random(1).NextBytes(picture.Pixels);
        string text = TerminalPicture.Draw(picture, TerminalDrawing.Kitty, 80, 24);
        MatchCollection pieces = KittyPiece().Matches(text);
        Assert.Equal(5, pieces.Count);
        Assert.Equal("1,1,1,1,0", string.Join(',', pieces.Select(piece => piece.Groups["more"].Value)));
        Assert.All(pieces, piece => Assert.InRange(piece.Groups["data"].Length, 1, 4096));
        Assert.Equal(picture.Pixels.ToArray(), Convert.FromBase64String(string.Concat(pieces.Select(piece => piece.Groups["data"].Value))));
    }

    [Fact]
    public void Draw_Sixel_IsBandsOfColors()
    {
        // Two columns, seven rows: red but for a blue pixel at the lower right, in a second band.
        byte[][] pixels = [.. Enumerable.Repeat(Red, 13), Blue];
        Assert.Equal(
            "\eP0;1;0q\"1;1;2;7#5;2;0;0;100#210;2;100;0;0#210~~-#5?@$#210@-\e\\\n",
            Draw(TerminalDrawing.Sixel, 2, pixels));
    }

    [Fact]
    public void Draw_SixelOfAnyPicture_DecodesToNearlyTheSame()
    {
        Raster picture = new(50, 31);
        for (int i = 0; i < picture.Pixels.Length; i += 4)
        {
            int pixel = i / 4;
            new byte[] { (byte)(pixel % 50 * 5), (byte)(pixel / 50 * 8), 200, (byte)(pixel % 7 == 0 ? 0 : 255) }.CopyTo(picture.Pixels[i..]);
        }

        byte[]?[] decoded = DecodeSixel(TerminalPicture.Draw(picture, TerminalDrawing.Sixel, 80, 24), 50, 31);
        for (int i = 0; i < decoded.Length; i++)
        {
            ReadOnlySpan<byte> pixel = picture.Pixels.Slice(i * 4, 4);
            Assert.Equal(pixel[3] == 0, decoded[i] is null);
            for (int channel = 0; decoded[i] is not null && channel < 3; channel++)
            {
                // A level of six is 51 apart, and a percent of 255 is 2.55.
                Assert.InRange(decoded[i]![channel], pixel[channel] - 54, pixel[channel] + 54);
            }
        }
    }

    [Theory]
    [InlineData(TerminalDrawing.TrueColor)]
    [InlineData(TerminalDrawing.Colors256)]
    [InlineData(TerminalDrawing.Characters)]
    public void Draw_LargePicture_FitsIntoTheLines(TerminalDrawing drawing)
    {
        Raster picture = new(256, 200);
        picture.Pixels.Fill(255);
        string[] lines = Escape().Replace(TerminalPicture.Draw(picture, drawing, 40, 10), string.Empty).TrimEnd('\n').Split('\n');
        Assert.Equal(10, lines.Length);
        Assert.All(lines, line => Assert.Equal(25, line.Length));
    }

    [Fact]
    public void Draw_LargePictureInPixels_UsesTheSizeOfACharacter()
    {
        Raster picture = new(256, 256);
        string usual = TerminalPicture.Draw(picture, TerminalDrawing.Kitty, 80, 10);
        string large = TerminalPicture.Draw(picture, TerminalDrawing.Kitty, 80, 10, new TerminalAnswers(true, false, 10, 20));
        Assert.Contains("s=160,v=160", usual, StringComparison.Ordinal);
        Assert.Contains("s=200,v=200", large, StringComparison.Ordinal);
    }

    private static string Draw(TerminalDrawing drawing, int width, params byte[][] pixels)
        => TerminalPicture.Draw(new Raster(width, pixels.Length / width, [.. pixels.SelectMany(pixel => pixel)]), drawing, 80, 24);

    /// <summary>A small reader of sixels: pixels by row, <see langword="null"/> where nothing was drawn.</summary>
    private static byte[]?[] DecodeSixel(string text, int width, int height)
    {
        byte[]?[] pixels = new byte[]?[width * height];
        Dictionary<int, byte[]> colors = [];
        int start = text.IndexOf('q', StringComparison.Ordinal) + 1;
        string body = text[start..text.IndexOf("\e\\", StringComparison.Ordinal)];
        (int x, int band, int color) = (0, 0, 0);
        foreach (Match token in SixelToken().Matches(body))
        {
            string value = token.Value;
            switch (value[0])
            {
                case '"':
                    Assert.Equal($"\"1;1;{width};{height}", value);
                    break;
                case '#':
                    int[] numbers = [.. value[1..].Split(';').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
                    color = numbers[0];
                    if (numbers.Length == 5)
                    {
                        colors[color] = [.. numbers[2..].Select(percent => (byte)(percent * 255 / 100))];
                    }

                    break;
                case '$':
                    x = 0;
                    break;
                case '-':
                    (x, band) = (0, band + 1);
                    break;
                default:
                    int count = value[0] == '!' ? int.Parse(value[1..^1], CultureInfo.InvariantCulture) : 1;
                    for (int i = 0; i < count; i++, x++)
                    {
                        for (int bit = 0; bit < 6; bit++)
                        {
                            if (((value[^1] - '?') & (1 << bit)) != 0)
                            {
                                pixels[(((band * 6) + bit) * width) + x] = colors[color];
                            }
                        }
                    }

                    break;
            }
        }

        return pixels;
    }

    [GeneratedRegex("\e_G(a=T,f=32,s=60,v=60,q=2,)?m=(?<more>[01]);(?<data>[A-Za-z0-9+/=]*)\e\\\\", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KittyPiece();

    [GeneratedRegex("\e\\[[0-9;]*m", RegexOptions.None, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex("\"[0-9;]+|#[0-9;]+|![0-9]+[?-~]|[?-~$-]", RegexOptions.None, 1000)]
    private static partial Regex SixelToken();
}
