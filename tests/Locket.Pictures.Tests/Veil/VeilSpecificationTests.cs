using Locket.Pictures.Containers;
using Locket.Pictures.Tests.TestSupport;
using Locket.Pictures.Veil;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Veil;

/// <summary>The specification is enough to read veils: its example is right, and so is its reader.</summary>
public sealed class VeilSpecificationTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 4)]
    public async Task Reader_OfTheSpecification_ReadsWhatIsWritten(bool isGray, int bits)
    {
        string page = await PageAsync();
        int start = page.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        string reader = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        byte[] content = [.. PictureVeil.Intro, .. Enumerable.Range(0, 3001).Select(i => (byte)(i * i / 7))];
        Raster hint = new(20, 10);
        hint.Pixels.Fill(200);
        using TempFolder folder = new();
        await using (FileStream veil = File.Create(folder.File("veil.png")))
        {
            PictureVeil.Write(content, veil, new VeilOptions { IsGray = isGray, Preview = bits == 0 ? null : new VeilPreview { Picture = hint, Bits = bits } });
        }

        Assert.Equal(content, await Python.RunAsync(reader, default, folder.File("veil.png")));
    }

    [Fact]
    public async Task Example_OfTheSpecification_IsTheHeader()
    {
        byte[] header = new byte[VeilHeader.LengthInBytes];
        new VeilHeader(8, 3, 14, Crc32.Of("locket/v1 256\n"u8)).Write(header);
        Assert.Contains(Convert.ToHexString(header), (await PageAsync()).Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Task<string> PageAsync()
        => File.ReadAllTextAsync(Repository.PathOf("docs", "pictures.md"), TestContext.Current.CancellationToken);
}
