using Locket.Cli.Tests.Harness;
using Locket.Pictures;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Cli.Tests.Pictures;

/// <summary>The whole collection of pictures, good and broken, turned into noise and back; and noise that was changed on its way.</summary>
public sealed class VeilCommandTests
{
    [Fact]
    public async Task VeilAndUnveil_EveryPicture_GivesItBackByteForByte()
    {
        IReadOnlyList<SamplePicture> samples = SamplePicture.All();
        Assert.True(samples.Count > 560, "the collection was not read");
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        Directory.CreateDirectory(harness.PathOf("back"));
        foreach (SamplePicture sample in samples)
        {
            byte[] picture = sample.Read();
            string name = Path.GetFileName(sample.Name);
            harness.Write(name, picture);
            CommandResult veiled = await harness.RunAsync("picture", "veil", "-k", "my.key", "-o", "noise", "--", name);
            Assert.Equal((sample.Name, 0, string.Empty), (sample.Name, veiled.ExitCode, veiled.Error));
            Assert.True(PictureInfo.TryReadFile(harness.PathOf("noise"), out PictureInfo? info) && info is { Type: PictureType.Png, Damage: PictureDamage.None });
            CommandResult unveiled = await harness.RunAsync("picture", "unveil", "-k", "my.key", "-o", "back", "noise");
            Assert.Equal((sample.Name, 0, string.Empty), (sample.Name, unveiled.ExitCode, unveiled.Error));
            Assert.Equal(picture, harness.Read("back/" + name));
            File.Delete(harness.PathOf("back/" + name));
            File.Delete(harness.PathOf("noise"));
            File.Delete(harness.PathOf(name));
        }
    }

    [Theory]
    [InlineData("blur", "1", 4)]
    [InlineData("pixelate", "128", 1)]
    public async Task Veil_WithAPreview_ShowsAHintAndGivesThePictureBack(string style, string colors, int bits)
    {
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        Raster red = new(64, 32);
        for (int i = 0; i < red.Pixels.Length; i += 4)
        {
            (red.Pixels[i], red.Pixels[i + 3]) = (byte.MaxValue, byte.MaxValue);
        }

        byte[] picture = PngFile.Write(red);
        harness.Write("red.png", picture);
        CommandResult veiled = await harness.RunAsync(
            "picture", "veil", "-k", "my.key", "--preview", style, "--preview-colors", colors, "--preview-bits",
            bits.ToString(System.Globalization.CultureInfo.InvariantCulture), "-o", "hint.png", "red.png");
        Assert.Equal((0, string.Empty), (veiled.ExitCode, veiled.Error));

        // Red shows in the upper bits alone, of every pixel behind the header.
        Assert.Equal(PngFault.None, PngFile.TryRead(harness.Read("hint.png"), maxPixels: 1 << 20, out Raster? hint));
        Assert.Equal(2.0, (double)hint!.Width / hint.Height, 1);
        int mask = 0xFF << (8 - bits) & 0xFF;
        for (int i = 64 * Raster.PixelInBytes; i < hint.Pixels.Length; i += Raster.PixelInBytes)
        {
            Assert.Equal((mask, 0, 0), (hint.Pixels[i] & mask, hint.Pixels[i + 1] & mask, hint.Pixels[i + 2] & mask));
        }

        Assert.Equal(0, (await harness.RunAsync("picture", "unveil", "-k", "my.key", "-o", "back.png", "hint.png")).ExitCode);
        Assert.Equal(picture, harness.Read("back.png"));
    }

    [Fact]
    public async Task Unveil_PixelsChanged_SaysSoAndWritesNothing()
    {
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        harness.Write("a.bin", new byte[3000]);
        Assert.Equal(0, (await harness.RunAsync("picture", "veil", "-k", "my.key", "-o", "noise.png", "a.bin")).ExitCode);
        Assert.Equal(PngFault.None, PngFile.TryRead(harness.Read("noise.png"), maxPixels: 1 << 20, out Raster? pixels));
        foreach ((int pixel, int exitCode, string words) in ((int, int, string)[])[(3, 4, "no veil"), (200, 5, "some of its pixels were changed")])
        {
            byte[] before = pixels!.Pixels.ToArray();
            pixels.Pixels[pixel * Raster.PixelInBytes] ^= 1;
            harness.Write("changed.png", PngFile.Write(pixels));
            before.CopyTo(pixels.Pixels);
            CommandResult result = await harness.RunAsync("picture", "unveil", "-k", "my.key", "-o", "back", "changed.png");
            Assert.Equal(exitCode, result.ExitCode);
            Assert.Contains(words, result.Error, StringComparison.Ordinal);
            Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
            Assert.False(harness.Exists("back"));
        }
    }

    [Fact]
    public async Task Veil_KilledAgainAndAgain_LeavesAWholePictureOrNone()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        byte[] content = System.Security.Cryptography.RandomNumberGenerator.GetBytes(24 << 20);
        harness.Write("a.bin", content);
        Random random = new(20261121);
        int killed = 0;
        for (int i = 0; i < 6; i++)
        {
            using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, "picture", "veil", "-f", "-k", "my.key", "-o", "noise.png", "a.bin");
            program.WaitUntilWritten(random.NextInt64(1, 20 << 20));
            program.Kill();
            (int exitCode, _, _) = await program.EndAsync();
            killed += exitCode == 128 + 9 ? 1 : 0;
            if (harness.Exists("noise.png"))
            {
                Assert.Equal(VeilFault.None, PictureVeil.TryRead(harness.Read("noise.png"), out _));
            }
        }

        Assert.True(killed >= 3, "hardly any run was killed");
        Assert.Equal(0, (await harness.RunAsync("picture", "veil", "-f", "-k", "my.key", "-o", "noise.png", "a.bin")).ExitCode);
        Assert.Equal(0, (await harness.RunAsync("picture", "unveil", "-k", "my.key", "-o", "back", "noise.png")).ExitCode);
        Assert.Equal(content, harness.Read("back"));
    }
}
