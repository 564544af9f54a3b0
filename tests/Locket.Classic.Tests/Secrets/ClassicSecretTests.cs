using Xunit;

namespace Locket.Classic.Tests.Secrets;

public sealed class ClassicSecretTests
{
    [Fact]
    public void FromPassword_DecomposedText_IsNotNormalized()
    {
        using ClassicSecret secret = ClassicSecret.FromPassword("e\u0301");
        Assert.Equal([0x65, 0xCC, 0x81], secret.Bytes.ToArray());
        Assert.False(secret.IsRawKey);
    }

    [Fact]
    public void FromPassword_LoneSurrogate_SaysNothingOfTheText()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ClassicSecret.FromPassword("abc\uD800"));
        Assert.DoesNotContain("abc", refused.ToString(), StringComparison.Ordinal);
        Assert.Null(refused.InnerException);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(33)]
    public void FromKey_LengthOfNoAesKey_IsRefused(int length)
        => Assert.Throws<ArgumentException>(() => ClassicSecret.FromKey(new byte[length]));

    [Fact]
    public void ToString_AnySecret_ShowsOnlyItsKind()
    {
        using ClassicSecret password = ClassicSecret.FromPassword("hello");
        using ClassicSecret key = ClassicSecret.FromKey("Sixteen byte key"u8);
        Assert.Equal("ClassicSecret (password)", password.ToString());
        Assert.Equal("ClassicSecret (key)", key.ToString());
    }

    [Fact]
    public void Dispose_ThenUse_Throws()
    {
        ClassicSecret secret = ClassicSecret.FromPassword("hello");
        secret.Dispose();
        Assert.Throws<ObjectDisposedException>(() => secret.Bytes.Length);
    }
}
