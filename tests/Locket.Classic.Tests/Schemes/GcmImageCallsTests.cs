using System.Security.Cryptography;
using System.Text;
using Locket.Classic.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Schemes;

public sealed class GcmImageCallsTests
{
    private static readonly byte[] Image = [0x89, .. "PNG\r\n"u8, .. RandomNumberGenerator.GetBytes(5000)];

    [Fact]
    public async Task EncryptImage_FourValues_OpenInTwoOtherLibraries()
    {
        SchemeCase scheme = SchemeCase.All.First(one => one.Name.StartsWith("gcm-image", StringComparison.Ordinal));
        byte[] typed = Encoding.UTF8.GetBytes("pässword");
        using ClassicSecret password = ClassicSecret.FromPasswordBytes(typed);
        GcmImageParts parts = GcmImageCalls.EncryptImage(Image, password);

        Assert.Equal((Image.Length, 16, 12, 16), (parts.Ciphertext.Length, parts.Tag.Length, parts.Iv.Length, parts.Salt.Length));
        Assert.Equal(Image, GcmImage.Decrypt(parts.ToFile(), password));
        Assert.Equal(
            [Image, Image],
            await ClassicPeer.RunAsync([.. new[] { "cryptography", "cryptodome" }.Select(library => scheme.Job(library, "decrypt", typed, parts.ToFile()))]));
    }

    [Fact]
    public void DecryptImage_OfTheFourValues_IsTheImage()
    {
        using ClassicSecret password = ClassicSecret.FromPassword("p");
        (ReadOnlyMemory<byte> ciphertext, ReadOnlyMemory<byte> tag, ReadOnlyMemory<byte> iv, ReadOnlyMemory<byte> salt) =
            GcmImageCalls.EncryptImage(Image, password);

        Assert.Equal(Image, GcmImageCalls.DecryptImage(ciphertext.Span, tag.Span, iv.Span, salt.Span, password));

        byte[] altered = tag.ToArray();
        altered[3] ^= 1;
        Assert.Equal(
            ClassicFailure.WrongKeyOrDamaged,
            Assert.Throws<ClassicException>(() => GcmImageCalls.DecryptImage(ciphertext.Span, altered, iv.Span, salt.Span, password)).Reason);
    }

    [Fact]
    public void GenerateKey_OfAPassword_IsTheKeyOfTheScheme()
    {
        using ClassicSecret password = ClassicSecret.FromPassword("p");
        GcmImageParts parts = GcmImageCalls.EncryptImage(Image, password);
        byte[] key = GcmImageCalls.GenerateKey(password, parts.Salt.Span);

        Assert.Equal(Rfc2898DeriveBytes.Pbkdf2("p"u8, parts.Salt.Span, 100_000, HashAlgorithmName.SHA256, 32), key);
        byte[] plain = new byte[Image.Length];
        using AesGcm gcm = new(key, 16);
        gcm.Decrypt(parts.Iv.Span, parts.Ciphertext.Span, parts.Tag.Span, plain);
        Assert.Equal(Image, plain);
    }

    [Fact]
    public void Calls_ValuesOfOtherLengths_AreRefused()
    {
        using ClassicSecret password = ClassicSecret.FromPassword("p");
        using ClassicSecret key = ClassicSecret.RandomKey();
        Assert.Throws<ArgumentException>("salt", () => GcmImageCalls.GenerateKey(password, new byte[15]));
        Assert.Throws<ArgumentException>("password", () => GcmImageCalls.GenerateKey(key, new byte[16]));
        Assert.Throws<ArgumentException>("tag", () => GcmImageCalls.DecryptImage([], new byte[15], new byte[12], new byte[16], password));
        Assert.Throws<ArgumentException>("iv", () => GcmImageCalls.DecryptImage([], new byte[16], new byte[16], new byte[16], password));
        Assert.Throws<ArgumentException>("salt", () => GcmImageCalls.DecryptImage([], new byte[16], new byte[12], new byte[12], password));
    }

    [Fact]
    public void BytesToImage_AndBack_AreTheSameBytesAndNothingIsOverwritten()
    {
        string folder = Directory.CreateTempSubdirectory("locket-classic-").FullName;
        try
        {
            string path = Path.Join(folder, "a.png");
            GcmImageCalls.BytesToImage(Image, path);

            Assert.Equal(Image, GcmImageCalls.ImageToBytes(path));
            Assert.Throws<LocketException>(() => GcmImageCalls.BytesToImage(Image, path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
