using System.Text;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

public sealed class ClassicDetectorTests
{
    public static TheoryData<string> Names => [.. AdoptionCase.All.Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Detect_EachScheme_FindsItOrSaysThatItMustBeTold(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name);
        ClassicDetection detection = await DetectAsync(desk.Encrypted, desk.Case.FileName);
        Assert.False(detection.IsLocketFile);
        Assert.NotEmpty(detection.Reason);
        Assert.Contains(desk.Case.Scheme, detection.Possible);
        Assert.Equal(desk.Case.MustBeTold ? null : desk.Case.Scheme, detection.Scheme);
    }

    [Theory]
    [InlineData("locket/v1 aes-256-gcm\n")]
    [InlineData("\n-----BEGIN LOCKET FILE-----\n")]
    public async Task Detect_LocketFile_SaysSo(string start)
    {
        ClassicDetection detection = await DetectAsync(Encoding.ASCII.GetBytes(start), "cat.png.dat");
        Assert.Equal((true, null), (detection.IsLocketFile, detection.Scheme));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Salted_")]
    [InlineData("AES")]
    [InlineData("AES\u0004 a later version of it")]
    [InlineData("cbc-hmac-v1 of somebody")]
    [InlineData("{\"ciphertext\": \"AAAA\", \"iv\": \"AAAA\"}")]
    [InlineData("{ no JSON")]
    [InlineData("Words and nothing else.")]
    public async Task Detect_OtherBytes_FindsNothing(string text)
    {
        ClassicDetection detection = await DetectAsync(Encoding.UTF8.GetBytes(text), "file.dat");
        Assert.Equal((null, false, 0), (detection.Scheme, detection.IsLocketFile, detection.Possible.Count));
    }

    [Theory]
    [InlineData("cat.png.dat", 44, AdoptionScheme.GcmImage)]
    [InlineData("cat.JPEG.DAT", 1000, AdoptionScheme.GcmImage)]
    [InlineData("cat.png.dat", 43, null)]
    [InlineData("cat.txt.dat", 1000, null)]
    [InlineData("cat.png", 1000, null)]
    [InlineData(null, 1000, null)]
    public async Task Detect_ImagesAlone_GoByTheirName(string? name, int length, AdoptionScheme? expected)
    {
        byte[] bytes = new byte[length];
        Assert.Equal(expected, (await DetectAsync(bytes, name)).Scheme);
    }

    [Fact]
    public void Detect_JsonOfManyArrays_TakesNoMemoryForThem()
    {
        byte[] json = Encoding.UTF8.GetBytes(
            "{\"ciphertext\":\"AAAA\",\"a\":[" + string.Join(',', Enumerable.Repeat("[]", 300_000)) + "]}");
        byte[] members = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"{i:x}\":0")) + "}");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(CbcHmacMessage.LooksLike(json));
        Assert.False(CbcHmacMessage.LooksLike(members));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    [Fact]
    public async Task Detect_Stream_IsLeftWhereItStood()
    {
        using MemoryStream stream = new([9, 9, 9, .. "Salted__12345678"u8]);
        stream.Position = 3;
        ClassicDetection detection = await ClassicDetector.DetectAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((AdoptionScheme.OpenSslEnc, 3L), (detection.Scheme, stream.Position));
    }

    [Fact]
    public void Schemes_Names_AreReadBack()
    {
        Assert.Equal(Enum.GetValues<AdoptionScheme>(), AdoptionSchemes.All);
        Assert.All(AdoptionSchemes.All, scheme =>
        {
            Assert.True(AdoptionSchemes.TryParse(AdoptionSchemes.NameOf(scheme), out AdoptionScheme? parsed));
            Assert.Equal(scheme, parsed);
        });
        Assert.False(AdoptionSchemes.TryParse("auto", out _));
    }

    private static async Task<ClassicDetection> DetectAsync(byte[] bytes, string? name)
    {
        using MemoryStream stream = new(bytes);
        return await ClassicDetector.DetectAsync(stream, name, TestContext.Current.CancellationToken);
    }
}
