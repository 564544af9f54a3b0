using Locket.Classic.Adoption;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

public sealed class OriginalNameTests
{
    [Theory]
    [InlineData("cat.png.dat", AdoptionScheme.GcmImage, "cat.png")]
    [InlineData("cat.png.DAT", AdoptionScheme.GcmImage, "cat.png")]
    [InlineData("cat.dat", AdoptionScheme.GcmImage, "cat.dat")]
    [InlineData("note.txt.aes", AdoptionScheme.AesCrypt, "note.txt")]
    [InlineData("note.txt.enc", AdoptionScheme.OpenSslEnc, "note.txt")]
    [InlineData("note.txt.openssl", AdoptionScheme.OpenSslEnc, "note.txt")]
    [InlineData("note.txt.enc.b64", AdoptionScheme.OpenSslEnc, "note.txt")]
    [InlineData("note.txt.json", AdoptionScheme.CbcHmac, "note.txt")]
    [InlineData("note.json", AdoptionScheme.OpenSslEnc, "note.json")]
    [InlineData("encrypted.bin", AdoptionScheme.CbcFile, "encrypted.bin")]
    [InlineData(".enc", AdoptionScheme.OpenSslEnc, ".enc")]
    [InlineData("a.enc.enc", AdoptionScheme.OpenSslEnc, "a.enc")]
    public void Of_Name_LosesWhatTheProgramAdded(string name, AdoptionScheme scheme, string expected)
        => Assert.Equal(expected, OriginalName.Of(name, scheme));
}
