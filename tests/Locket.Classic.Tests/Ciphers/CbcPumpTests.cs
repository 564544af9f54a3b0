using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Classic.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Ciphers;

public sealed class CbcPumpTests
{
    private const int Buffer = CbcPump.BufferLengthInBytes;

    public static TheoryData<int> Lengths =>
    [
        0, 1, 15, 16, 17, 31, 32, 33, Buffer - 17, Buffer - 16, Buffer - 15, Buffer - 1, Buffer, Buffer + 1, Buffer + 15, Buffer + 16,
        Buffer + 17, Buffer + 32, (2 * Buffer) - 1, 2 * Buffer, (2 * Buffer) + 16, (3 * Buffer) + 5,
    ];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task EncryptDecrypt_EdgeLengths_AgreeWithTheRuntimeAtOnce(int length)
    {
        byte[] key = RandomNumberGenerator.GetBytes(length % 2 == 0 ? 32 : 24);
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        byte[] plaintext = RandomNumberGenerator.GetBytes(length);
        using Aes aes = Aes.Create();
        aes.Key = key;
        byte[] expected = aes.EncryptCbc(plaintext, iv);

        // The second way brings a few bytes at a time.
        foreach (int step in (int[])[int.MaxValue, 1021])
        {
            using CbcCipher encryptor = new(key, iv);
            using MemoryStream ciphertext = new();
            await CbcPump.EncryptAsync(
                new SlowStream(plaintext, step), ciphertext, encryptor, mac: null, TestContext.Current.CancellationToken);
            Assert.Equal(expected, ciphertext.ToArray());

            using CbcCipher decryptor = new(key, iv);
            using MemoryStream opened = new();
            await CbcPump.DecryptAsync(new SlowStream(expected, step), opened, decryptor, mac: null, TestContext.Current.CancellationToken);
            Assert.Equal(plaintext, opened.ToArray());
        }
    }

    [Fact]
    public async Task Decrypt_EveryCut_FailsInTheSameWords()
    {
        byte[] key = new byte[16];
        byte[] iv = new byte[16];
        byte[] ciphertext = CbcMessage.Encrypt(key, iv, new byte[40])[16..];
        HashSet<string> texts = [];
        for (int length = 0; length < ciphertext.Length; length++)
        {
            using CbcCipher cipher = new(key, iv);
            using MemoryStream source = new(ciphertext, 0, length);
            ClassicException failure = await Assert.ThrowsAsync<ClassicException>(
                () => CbcPump.DecryptAsync(source, Stream.Null, cipher, mac: null, TestContext.Current.CancellationToken));
            Assert.Equal(length < 16 ? ClassicFailure.Truncated : ClassicFailure.WrongKeyOrDamaged, failure.Reason);
            Assert.Null(failure.InnerException);
            if (length >= 16)
            {
                texts.Add(failure.Message);
            }
        }

        Assert.Single(texts);
    }

    [Fact]
    public async Task Decrypt_WrongKeysByTheHundred_FailInTheSameWords()
    {
        byte[] ciphertext = CbcMessage.Encrypt(new byte[16], new byte[16], new byte[40])[16..];
        HashSet<(ClassicFailure, string)> failures = [];
        for (int attempt = 0; attempt < 300; attempt++)
        {
            using CbcCipher cipher = new(RandomNumberGenerator.GetBytes(16), new byte[16]);
            using MemoryStream source = new(ciphertext);
            try
            {
                await CbcPump.DecryptAsync(source, Stream.Null, cipher, mac: null, TestContext.Current.CancellationToken);
            }
            catch (ClassicException failure)
            {
                failures.Add((failure.Reason, failure.Message));
            }
        }

        Assert.Equal([(ClassicFailure.WrongKeyOrDamaged, CbcErrors.WrongKeyOrDamagedText)], failures);
    }
}
