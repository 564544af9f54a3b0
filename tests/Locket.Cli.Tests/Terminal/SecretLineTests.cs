using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Terminal;

public sealed class SecretLineTests
{
    [Fact]
    public void ReadToEnd_LongerThanAnyPassword_RefusesBeforeTheEnd()
    {
        using Cli.Operations.ZeroStream endless = new(long.MaxValue);
        Assert.Throws<ArgumentException>(() => SecretLine.ReadToEnd(endless));
    }

    [Fact]
    public void ReadToEnd_LongestPasswordWithALineEnd_ReadsAllOfIt()
    {
        byte[] content = new byte[Password.MaxLengthInBytes + 2];
        content.AsSpan().Fill((byte)'x');
        "\r\n"u8.CopyTo(content.AsSpan(Password.MaxLengthInBytes));
        using MemoryStream source = new(content);
        using SecretLine line = SecretLine.ReadToEnd(source);
        Assert.True(line.Span.SequenceEqual(content));
    }

    [Fact]
    public void Dispose_Secret_IsZeroed()
    {
        byte[] bytes = "secret"u8.ToArray();
        SecretLine line = new(bytes, bytes.Length);
        Assert.Equal("SecretLine", line.ToString());
        line.Dispose();
        Assert.All(bytes, value => Assert.Equal(0, value));
    }
}
