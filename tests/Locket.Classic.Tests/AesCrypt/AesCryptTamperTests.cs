using Xunit;

namespace Locket.Classic.Tests.AesCrypt;

/// <summary>Every flipped bit and every truncation of a small file of each version.</summary>
public sealed class AesCryptTamperTests
{
    private static readonly byte[] Plaintext = "Hello, AES Crypt!"u8.ToArray();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decrypt_AnyBitFlipped_GivesNoPlaintextButWhereTheFormatDoesNotAuthenticate(int version)
    {
        AesCryptForge forge = new(version);
        byte[] file = forge.Write(Plaintext);
        List<int> opened = [];
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] altered = [.. file];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            (byte[] plaintext, bool ok) = await TryAsync(altered, forge.Password);
            if (!ok)
            {
                Assert.Empty(plaintext);
                continue;
            }

            opened.Add(bit);
            if (bit / 8 == SizeOffset(version, file))
            {
                // The one thing that can be altered: how many bytes of the last block count. The blocks themselves stay authentic.
                int size = altered[bit / 8];
                Assert.InRange(size, 0, 15);
                Assert.Equal(16 + (size == 0 ? 16 : size), plaintext.Length);
                Assert.Equal(Plaintext[..Math.Min(17, plaintext.Length)], plaintext[..Math.Min(17, plaintext.Length)]);
            }
            else
            {
                Assert.Equal(Plaintext, plaintext);
            }
        }

        Assert.Equal(NotAuthenticated(version, file), opened);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decrypt_AnyTruncation_GivesNoPlaintext(int version)
    {
        AesCryptForge forge = new(version);
        byte[] file = forge.Write(Plaintext);
        for (int length = 0; length < file.Length; length++)
        {
            (byte[] plaintext, bool ok) = await TryAsync(file[..length], forge.Password);
            Assert.False(ok, $"cut to {length} bytes");
            Assert.Empty(plaintext);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decrypt_AnythingAppended_GivesNoPlaintext(int version)
    {
        AesCryptForge forge = new(version);
        for (int length = 1; length <= 48; length++)
        {
            (byte[] plaintext, bool ok) = await TryAsync([.. forge.Write(Plaintext), .. new byte[length]], forge.Password);
            Assert.False(ok, $"{length} bytes appended");
            Assert.Empty(plaintext);
        }
    }

    // Version 0: the low four bits of the fifth byte (the size of the last block).
    // Version 1: the fifth byte (reserved, without effect), and the low four bits of the size before the HMAC.
    // Version 2: the same, and the text of extensions (without effect).
    // Version 3: the fifth byte and the text of extensions, both without effect.
    private static List<int> NotAuthenticated(int version, byte[] file)
    {
        List<int> bits = [];
        if (version > 0)
        {
            bits.AddRange(Enumerable.Range(4 * 8, 8));
        }

        if (version >= 2)
        {
            bits.AddRange(Enumerable.Range(7 * 8, 12 * 8));
        }

        if (version < 3)
        {
            bits.AddRange(Enumerable.Range(SizeOffset(version, file) * 8, 4));
        }

        return bits;
    }

    private static int SizeOffset(int version, byte[] file) => version switch { 0 => 4, 3 => -1, _ => file.Length - 33 };

    private static async Task<(byte[] Plaintext, bool Ok)> TryAsync(byte[] file, string password)
    {
        using ClassicSecret secret = ClassicSecret.FromPassword(password);
        using MemoryStream target = new();
        try
        {
            await AesCryptFile.DecryptAsync(
                new MemoryStream(file), target, secret, new AesCryptOptions { MaxIterations = 10_000 }, TestContext.Current.CancellationToken);
            return (target.ToArray(), true);
        }
        catch (ClassicException)
        {
            return (target.ToArray(), false);
        }
    }
}
