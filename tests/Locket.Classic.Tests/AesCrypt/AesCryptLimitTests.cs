using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.AesCrypt;

public sealed class AesCryptLimitTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5_000_001u)]
    [InlineData(int.MaxValue + 1u)]
    [InlineData(uint.MaxValue)]
    public async Task Inspect_HostileIterations_AreRefusedBeforeAnyWork(uint iterations)
    {
        byte[] file = Announce(iterations);
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(() => AesCryptFile.InspectAsync(new MemoryStream(file), null, None));
        Assert.Equal(ClassicFailure.TooLarge, refused.Reason);
    }

    [Fact]
    public async Task Inspect_NoIterations_IsMalformed()
    {
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => AesCryptFile.InspectAsync(new MemoryStream(Announce(0)), null, None));
        Assert.Equal(ClassicFailure.Malformed, refused.Reason);
    }

    [Fact]
    public async Task Inspect_IterationsAtTheLimit_AreAccepted()
    {
        AesCryptOptions options = new() { MaxIterations = 77 };
        AesCryptInfo info = await AesCryptFile.InspectAsync(new MemoryStream(Announce(77)), options, None);
        Assert.Equal(new AesCryptInfo(3, 77, 0), info);
        await Assert.ThrowsAsync<ClassicException>(() => AesCryptFile.InspectAsync(new MemoryStream(Announce(78)), options, None));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decrypt_EndlessExtensions_AreRefused(int version)
    {
        byte[] extension = [0xFF, 0xFF, .. new byte[0xFFFF]];
        byte[] file = [.. "AES"u8, (byte)version, 0, .. Enumerable.Repeat(extension, 20).SelectMany(bytes => bytes)];
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(() => AesCryptFile.InspectAsync(new MemoryStream(file), null, None));
        Assert.Equal(ClassicFailure.TooLarge, refused.Reason);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decrypt_ManyExtensions_AreSkipped(int version)
    {
        byte[] container = [0, 128, .. new byte[128]];
        byte[] large = [0x20, 0, .. new byte[0x2000]];
        AesCryptForge forge = new(version) { Extensions = [.. container, .. large, .. container, 0, 0] };
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        using MemoryStream target = new();
        AesCryptInfo info = await AesCryptFile.DecryptAsync(new MemoryStream(forge.Write([1, 2, 3])), target, secret, null, None);
        Assert.Equal([1, 2, 3], target.ToArray());
        Assert.Equal(130 + 8194 + 130, info.ExtensionsInBytes);
    }

    [Theory]
    [InlineData("", ClassicFailure.Malformed)]
    [InlineData("41", ClassicFailure.Malformed)]
    [InlineData("504B0304", ClassicFailure.Malformed)]
    [InlineData("41455302", ClassicFailure.Truncated)]
    [InlineData("4145530400", ClassicFailure.Unsupported)]
    [InlineData("414553FF00", ClassicFailure.Unsupported)]
    [InlineData("4145530010", ClassicFailure.Malformed)]
    [InlineData("4145530200FFFF41", ClassicFailure.Truncated)]
    public async Task Inspect_NotAFile_SaysWhy(string hex, ClassicFailure reason)
    {
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => AesCryptFile.InspectAsync(new MemoryStream(Convert.FromHexString(hex)), null, None));
        Assert.Equal(reason, refused.Reason);
    }

    [Fact]
    public async Task Inspect_LimitOutOfRange_IsTheCallersMistake()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "options", () => AesCryptFile.InspectAsync(new MemoryStream(), new AesCryptOptions { MaxIterations = 0 }, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "options", () => AesCryptFile.InspectAsync(new MemoryStream(), new AesCryptOptions { MaxExtensionsInBytes = -1 }, None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Decrypt_SizeForABlockThatIsNotThere_IsMalformed(int version)
    {
        AesCryptForge forge = new(version);
        byte[] file = forge.Write([]);
        file[^33] = 5;
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => AesCryptFile.DecryptAsync(new MemoryStream(file), Stream.Null, secret, null, None));
        Assert.Equal(ClassicFailure.Malformed, refused.Reason);
    }

    [Fact]
    public async Task Decrypt_PipeBeyondTheLimit_IsRefused()
    {
        AesCryptForge forge = new(3);
        byte[] file = forge.Write(new byte[1000]);
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => AesCryptFile.DecryptAsync(new OddStream(file), Stream.Null, secret, new() { MaxSpoolLengthInBytes = 1000 }, None));
        Assert.Equal(ClassicFailure.TooLarge, refused.Reason);
    }

    private static byte[] Announce(uint iterations)
        => [.. "AES"u8, 3, 0, 0, 0, (byte)(iterations >> 24), (byte)(iterations >> 16), (byte)(iterations >> 8), (byte)iterations, .. new byte[96]];
}
