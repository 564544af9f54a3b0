using System.IO.Compression;
using System.Security.Cryptography;
using Xunit;

namespace Locket.Classic.Tests.Explanation;

public sealed class PictureTests
{
    [Fact]
    public async Task DrawModes_EachMode_IsTheDrawingUnderIt()
    {
        IReadOnlyList<ExplanationPicture> pictures = Explainer.DrawModes(36, 24);
        Assert.Equal("plain ecb cbc gcm", string.Join(' ', pictures.Select(picture => picture.Name)));
        SchemeExplanation modes = await Steps.OfAsync("modes");
        byte[] plain = pictures[0].Pixels.ToArray();
        Assert.Equal(36 * 24 * 4, plain.Length);
        using Aes aes = Aes.Create();
        aes.Key = modes.Bytes("One block", "key (public test value)");
        Assert.Equal(aes.EncryptEcb(plain, PaddingMode.None), pictures[1].Pixels.ToArray());
        Assert.Equal(
            aes.EncryptCbc(plain, modes.Row("CBC: each block chained to the one before", "IV"), PaddingMode.None),
            pictures[2].Pixels.ToArray());
        using AesGcm gcm = new(aes.Key, 16);
        byte[] ciphertext = new byte[plain.Length];
        gcm.Encrypt(modes.Row("GCM: CTR with a tag", "nonce"), plain, ciphertext, new byte[16]);
        Assert.Equal(ciphertext, pictures[3].Pixels.ToArray());
    }

    [Fact]
    public void DrawModes_EqualBlocks_StayEqualUnderEcbOnly()
    {
        int[] different =
        [
            .. Explainer.DrawModes(192, 128).Select(
                picture => picture.Pixels.ToArray().Chunk(16).Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count()),
        ];
        Assert.Equal(different[0], different[1]);
        Assert.True(different[1] < 100, "the drawing has few kinds of blocks");
        Assert.Equal([192 * 128 / 4, 192 * 128 / 4], different[2..]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(6, 1)]
    [InlineData(1028, 1)]
    [InlineData(4, 0)]
    [InlineData(4, 1025)]
    public void DrawModes_WrongMeasures_AreRefused(int width, int height)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Explainer.DrawModes(width, height));

    [Fact]
    public void ToPng_OnePixel_IsWhatTheStandardSays()
    {
        byte[] png = new ExplanationPicture("dot", "a dot", 1, 1, new byte[] { 1, 2, 3, 4 }).ToPng();
        byte[] start =
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE,
        ];
        Assert.Equal(start, png[..start.Length]);
        Assert.Equal([0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82], png[^12..]);
        using MemoryStream compressed = new(png, start.Length + 8, png.Length - start.Length - 8 - 4 - 12);
        using ZLibStream content = new(compressed, CompressionMode.Decompress);
        byte[] pixels = new byte[5];
        Assert.Equal(4, content.ReadAtLeast(pixels, 5, throwOnEndOfStream: false));
        Assert.Equal([0, 1, 2, 3, 0], pixels);
    }
}
