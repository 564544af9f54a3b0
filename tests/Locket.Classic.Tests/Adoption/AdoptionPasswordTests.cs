using Xunit;

namespace Locket.Classic.Tests.Adoption;

public sealed class AdoptionPasswordTests
{
    [Fact]
    public void From_TypedPassword_OpensWhatTheSameCharactersSealed()
    {
        using ClassicSecret old = ClassicSecret.FromPassword("cafe\u0301");
        using Password carried = AdoptionPassword.From(old);
        using Password composed = new("caf\u00e9");
        using PasswordRecipient recipient = new(carried, new Pbkdf2Parameters { Iterations = 1 });
        Assert.Equal([1, 2], LocketFile.Decrypt(LocketFile.Encrypt([1, 2], [recipient]), [composed]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\n")]
    [InlineData("line\r\n")]
    public void From_PasswordThatLocketWouldChange_IsRefused(string text)
    {
        using ClassicSecret old = ClassicSecret.FromPassword(text);
        Assert.Throws<ArgumentException>(() => AdoptionPassword.From(old));
    }

    [Fact]
    public void From_BytesThatAreNoText_IsRefused()
    {
        using ClassicSecret old = ClassicSecret.FromPasswordBytes([0xFF, 0xFE, 0x80]);
        Assert.Throws<ArgumentException>(() => AdoptionPassword.From(old));
    }
}
