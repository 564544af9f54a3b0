using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Ciphers;

public sealed class CbcMessageTests
{
    [Fact]
    public void Wycheproof_AesCbcPkcs5_BothDirections()
        => Wycheproof.ForEach("aes_cbc_pkcs5_test.json", (_, test) =>
        {
            byte[] key = Wycheproof.Hex(test, "key");
            byte[] iv = Wycheproof.Hex(test, "iv");
            byte[] plaintext = Wycheproof.Hex(test, "msg");
            byte[] ciphertext = Wycheproof.Hex(test, "ct");
            bool opens = CbcMessage.TryDecrypt(key, iv, ciphertext, out byte[]? opened);
            Assert.True(opens == Wycheproof.IsValid(test), Wycheproof.Name(test));
            if (opens)
            {
                Assert.Equal(plaintext, opened);
                Assert.Equal([.. iv, .. ciphertext], CbcMessage.Encrypt(key, iv, plaintext));
            }
            else
            {
                Assert.Null(opened);
            }
        });

    [Fact]
    public void TryDecrypt_EveryLastBlock_AgreesWithThePaddingRule()
    {
        byte[] key = new byte[16];
        byte[] iv = new byte[16];
        using Aes aes = Aes.Create();
        aes.Key = key;
        int sound = 0;
        for (int length = 0; length < 256; length++)
        {
            for (int damaged = -1; damaged < 16; damaged++)
            {
                byte[] block = new byte[16];
                Array.Fill(block, (byte)length, Math.Max(0, 16 - length), Math.Min(16, length));
                block[15] = (byte)length;
                if (damaged >= 0)
                {
                    block[damaged] ^= 0x40;
                }

                bool expected = NaiveIsPadded(block);
                sound += expected ? 1 : 0;
                Assert.Equal(expected, CbcMessage.TryDecrypt(key, iv, aes.EncryptCbc(block, iv, PaddingMode.None), out _));
            }
        }

        Assert.True(sound > 16);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(47)]
    public void TryDecrypt_LengthOfNoMessage_IsFalse(int length)
        => Assert.False(CbcMessage.TryDecrypt(new byte[16], new byte[length], out _));

    [Fact]
    public void Encrypt_Twice_NeverGivesTheSame()
        => Assert.NotEqual(CbcMessage.Encrypt(new byte[16], "same"u8), CbcMessage.Encrypt(new byte[16], "same"u8));

    private static bool NaiveIsPadded(byte[] block)
        => block[15] is >= 1 and <= 16 && block[^block[15]..].All(value => value == block[15]);
}
