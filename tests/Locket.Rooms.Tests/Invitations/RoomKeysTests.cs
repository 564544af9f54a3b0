using Xunit;

namespace Locket.Rooms.Tests.Invitations;

/// <summary>The values were computed with the program argon2 from docs/protocol.md.</summary>
public class RoomKeysTests
{
    [Theory]
    [InlineData("k7qx-29mf-c3pd", "7bf8f4c2afb542ef37615e806b188629", "hello", "5beb352cd91445b70eee1d2060e8f9b262b8d21d8f3164f2970d93793219587d")]
    [InlineData("K7QX29MFC3PD", "7bf8f4c2afb542ef37615e806b188629", "p\u00E4ssw\u00F6rd", "cf2ef397b7b9ec8942a1cf26c36b32a0e2c30555b8d021af4028d4e25575f26d")]
    [InlineData("classicoroom", "f5319bf0c1ff87a963c0495d7eb6993e", "hello", "b7626679c66e09fd328de0a0ac07e588bdd955f4ad1a31dfcc3853477523084b")]
    [InlineData("c1as-s1c0-r00m", "f5319bf0c1ff87a963c0495d7eb6993e", "pa\u0308sswo\u0308rd", "64e9b7e56f7ede75ca97e8c7e5cc74f4da8da852184bc7fd1c32b64db5520ca6")]
    public void Derive_KnownCodeAndPassword_GivesKnownKeys(string code, string address, string password, string secret)
    {
        Assert.True(RoomCode.TryParse(code, out RoomCode? parsed));
        using Password text = new(password);
        using RoomKeys keys = RoomKeys.Derive(parsed, text, CipherSuite.Aes128, TestContext.Current.CancellationToken);
        Assert.Equal(address, Convert.ToHexStringLower(keys.Address));
        Assert.Equal(secret, Convert.ToHexStringLower(keys.PasswordSecret));
        Assert.Equal(CipherSuite.Aes128, keys.Suite);
    }

    [Fact]
    public void WithPassword_SecondTry_NeedsTheCodeOnlyOnce()
    {
        using RoomAddressKeys address = RoomAddressKeys.Derive(RoomCode.Classic, TestContext.Current.CancellationToken);
        using Password wrong = new("helo");
        using Password right = new("hello");
        using RoomKeys first = address.WithPassword(wrong, CipherSuite.Aes256, TestContext.Current.CancellationToken);
        using RoomKeys second = address.WithPassword(right, CipherSuite.Aes256, TestContext.Current.CancellationToken);
        Assert.Equal(address.Address, first.Address);
        Assert.False(first.PasswordSecret.SequenceEqual(second.PasswordSecret));
        Assert.Equal("b7626679", Convert.ToHexStringLower(second.PasswordSecret[..4]));
    }

    [Fact]
    public void WithPassword_TooLongOrUnknownSuite_Throws()
    {
        using RoomAddressKeys address = RoomAddressKeys.Derive(RoomCode.Classic, TestContext.Current.CancellationToken);
        using Password tooLong = new(new string('x', RoomAddressKeys.MaxPasswordInBytes + 1));
        using Password longest = new(new string('x', RoomAddressKeys.MaxPasswordInBytes));
        Assert.Throws<ArgumentException>(() => address.WithPassword(tooLong, CipherSuite.Aes256, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => address.WithPassword(longest, (CipherSuite)7, TestContext.Current.CancellationToken));
        address.WithPassword(longest, CipherSuite.Aes256, TestContext.Current.CancellationToken).Dispose();
    }

    [Fact]
    public void Dispose_Keys_AreGone()
    {
        RoomAddressKeys address = RoomAddressKeys.Derive(RoomCode.Classic, TestContext.Current.CancellationToken);
        using Password password = new("hello");
        RoomKeys keys = address.WithPassword(password, CipherSuite.Aes256, TestContext.Current.CancellationToken);
        address.Dispose();
        keys.Dispose();
        Assert.Throws<ObjectDisposedException>(() => address.Address.Length);
        Assert.Throws<ObjectDisposedException>(() => keys.PasswordSecret.Length);
        Assert.Equal("RoomAddressKeys", address.ToString());
        Assert.Equal("RoomKeys", keys.ToString());
    }
}
