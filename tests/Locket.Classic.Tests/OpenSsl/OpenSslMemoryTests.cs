using System.IO.Pipelines;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.OpenSsl;

[Collection(MemoryGroup.Name)]
public sealed class OpenSslMemoryTests
{
    private const int Size = 100_000_000;

    [Theory]
    [InlineData("aes-256-cbc", OpenSslEncoding.Raw)]
    [InlineData("aes-256-cbc", OpenSslEncoding.Base64)]
    [InlineData("aes-128-ctr", OpenSslEncoding.Raw)]
    [InlineData("aes-128-ctr", OpenSslEncoding.Base64OneLine)]
    public async Task BothWays_HundredMegabytes_TakeConstantMemory(string cipher, OpenSslEncoding encoding)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        OpenSslEncOptions options = new() { Cipher = OpenSslCipher.Parse(cipher), Encoding = encoding };
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        Pipe pipe = new();
        await using CountingStream target = new();
        Task writing = Task.Run(
            async () =>
            {
                await using Stream encrypted = pipe.Writer.AsStream();
                await OpenSslEnc.EncryptAsync(new ZeroStream(Size), encrypted, secret, options, cancel);
            },
            cancel);
        await OpenSslEnc.DecryptAsync(pipe.Reader.AsStream(), target, secret, options, cancel);
        await writing;
        Assert.Equal(Size, target.Written);
        Assert.InRange(target.GrowthInBytes, 0, 16 << 20);
    }
}
