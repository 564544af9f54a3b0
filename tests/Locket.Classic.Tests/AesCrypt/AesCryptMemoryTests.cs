using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.AesCrypt;

[Collection(MemoryGroup.Name)]
public sealed class AesCryptMemoryTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decrypt_HundredMegabytes_TakesConstantMemory(bool seekable)
    {
        const int Size = 100_000_000;
        using TempFolder folder = new();
        AesCryptForge forge = new(3);
        string path = folder.Write("large.aes", forge.Write(new byte[Size]));
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        await using FileStream file = File.OpenRead(path);
        await using Stream source = seekable ? file : new ForwardOnly(file);
        await using CountingStream target = new();
        await AesCryptFile.DecryptAsync(source, target, secret, new AesCryptOptions { SpoolFolder = folder.Path }, None);
        Assert.Equal(Size, target.Written);
        Assert.InRange(target.GrowthInBytes, 0, 16 << 20);
    }
}
