using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Locket.Classic.Tests.AesCrypt;
using Xunit;

namespace Locket.Classic.Tests.Explanation;

/// <summary>The values in explanations are what the framework's primitives, called directly, give.</summary>
public sealed class ExplanationValueTests
{
    private const string Chaining = "Chaining and encrypting";

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(Explainer.ExampleText);

    [Fact]
    public async Task CbcFile_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation cbc = await Steps.OfAsync("cbc-file");
        byte[] salt = cbc.Bytes("A key of the password", "salt");
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(Explainer.ExamplePassword, salt, 1000, HashAlgorithmName.SHA1, 32);
        Assert.Equal(TestRandom("cbc-file salt", 32), salt);
        Assert.Equal(key, cbc.Bytes("A key of the password", "key"));
        Assert.Equal(SHA256.HashData(key)[..8], cbc.Bytes("A key of the password", "its fingerprint"));
        CheckCbc(cbc, key, cbc.Row("The IV", "IV"));
        Assert.Equal(
            SHA256.HashData(Rfc2898DeriveBytes.Pbkdf2(
                Explainer.ExamplePassword, TestRandom("cbc-file other salt", 32), 1000, HashAlgorithmName.SHA1, 32))[..8],
            cbc.Bytes("The same salt for everybody", "key with another salt"));
        Assert.Equal(Cbc(key, TestRandom("cbc-file second iv", 16), Text)[..16], cbc.Row("The same IV twice", "fresh IV"));
    }

    [Fact]
    public async Task CbcHmac_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation cbc = await Steps.OfAsync("cbc-hmac");
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(
            Explainer.ExamplePassword, cbc.Bytes("A key of the password", "salt"), 200_000, HashAlgorithmName.SHA256, 32);
        Assert.Equal(key, cbc.Bytes("A key of the password", "key"));
        CheckCbc(cbc, key, cbc.Row("The IV", "IV"));
        string base64 = Convert.ToBase64String(Cbc(key, cbc.Row("The IV", "IV"), Text));
        Assert.Equal(base64, cbc.Text("The MAC", "ciphertext"));
        Assert.Equal(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(base64)), cbc.Bytes("The MAC", "MAC"));
    }

    [Fact]
    public async Task CbcHmacV2_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation cbc = await Steps.OfAsync("cbc-hmac-v2");
        byte[] salt = cbc.Bytes("Two keys of the password", "salt");
        byte[] keys = Rfc2898DeriveBytes.Pbkdf2(Explainer.ExamplePassword, salt, 600_000, HashAlgorithmName.SHA512, 64);
        Assert.Equal(keys[..32], cbc.Bytes("Two keys of the password", "MAC key"));
        Assert.Equal(keys[32..], cbc.Bytes("Two keys of the password", "AES key"));
        byte[] iv = cbc.Row("The IV", "IV");
        CheckCbc(cbc, keys[32..], iv);
        byte[] header = [.. "cbc-hmac-v2"u8, 3, 0, 9, 0x27, 0xC0, .. salt];
        Assert.Equal(header, cbc.Bytes("The tag", "header"));
        byte[] bits = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bits, header.Length * 8);
        Assert.Equal(
            HMACSHA512.HashData(keys.AsSpan(0, 32), [.. header, .. iv, .. Cbc(keys[32..], iv, Text), .. bits])[..32],
            cbc.Bytes("The tag", "tag"));
    }

    [Fact]
    public async Task GcmImage_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation image = await Steps.OfAsync("gcm-image");
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(
            Explainer.ExamplePassword, image.Bytes("A key of the password", "salt"), 100_000, HashAlgorithmName.SHA256, 32);
        Assert.Equal(key, image.Bytes("A key of the password", "key"));
        byte[] counter = image.Row("Counting and combining", "counter");
        byte[] ciphertext = new byte[Text.Length];
        byte[] tag = new byte[16];
        using AesGcm gcm = new(key, tag.Length);
        gcm.Encrypt(counter.AsSpan(0, 12), Text, ciphertext, tag);
        Assert.Equal([0, 0, 0, 2], counter[12..]);
        Assert.Equal(Ecb(key, counter), image.Row("Counting and combining", "keystream"));
        Assert.Equal(ciphertext[..16], image.Row("Counting and combining", "AES-GCM"));
        Assert.Equal(tag, image.Bytes("The file", "tag"));
        Assert.Equal("A second secret,"u8.ToArray(), image.Row("The same nonce twice", "their xor"));
    }

    [Fact]
    public async Task ChatCbc_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation chat = await Steps.OfAsync("chat-cbc");
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(Explainer.ExamplePassword, "salt"u8.ToArray(), 100_000, HashAlgorithmName.SHA256, 32)[..16];
        Assert.Equal(key, chat.Bytes("A key of the password", "key"));
        CheckCbc(chat, key, chat.Row("The IV", "IV"));
        byte[] password = Encoding.UTF8.GetBytes(Explainer.ExamplePassword);
        byte[] proof = chat.Row("Saying hello", "server");
        Assert.Equal(Cbc(key, proof[..16], password), proof[16..]);
        Assert.Equal(password, chat.Row("Saying hello", "client"));
        Assert.Equal(SHA256.HashData(key)[..8], chat.Bytes("Listening", "the talkers' key"));
        Assert.Equal(SHA256.HashData(key)[..8], chat.Bytes("Listening", "the listener's key"));
        Assert.Contains(Explainer.ExampleText, chat.Text("Listening", "the listener reads"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SocketCbc_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation socket = await Steps.OfAsync("socket-cbc");
        byte[] key = "Sixteen byte key"u8.ToArray();
        Assert.Equal(key, socket.Bytes("The key", "key"));
        byte[] iv = socket.Row("The IV", "IV");
        CheckCbc(socket, key, iv);
        Assert.Equal(Convert.ToBase64String([.. iv, .. Cbc(key, iv, Text)]), socket.Text("On the wire", "sent"));
        Assert.Equal($"\"{Explainer.ExampleText}\"", socket.Text("A key in the source", "the stranger reads"));
    }

    [Fact]
    public async Task OpenSslEnc_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation enc = await Steps.OfAsync("openssl-enc");
        byte[] salt = enc.Bytes("Key and IV of the password", "salt");
        byte[] both = Rfc2898DeriveBytes.Pbkdf2(Explainer.ExamplePassword, salt, 10_000, HashAlgorithmName.SHA256, 48);
        Assert.Equal(both[..32], enc.Bytes("Key and IV of the password", "key"));
        Assert.Equal(both[32..], enc.Bytes("Key and IV of the password", "IV"));
        Assert.Equal([.. "Salted__"u8, .. salt, .. Cbc(both[..32], both[32..], Text)], enc.Blocks("The file", "F"));
        byte[] previous = [];
        foreach (string name in (string[])["D1", "D2", "D3"])
        {
#pragma warning disable CA5351 // EVP_BytesToKey with MD5 is what is explained
            previous = MD5.HashData([.. previous, .. Encoding.UTF8.GetBytes(Explainer.ExamplePassword), .. salt]);
#pragma warning restore CA5351
            Assert.Equal(previous, enc.Bytes("Without -pbkdf2", name));
        }
    }

    [Fact]
    public async Task AesCrypt_Values_AreThoseOfTheTestsOwnWriter()
    {
        SchemeExplanation crypt = await Steps.OfAsync("aes-crypt");
        AesCryptForge forge = new(2, Explainer.ExamplePassword)
        {
            Iv = crypt.Bytes("A key of the password", "IV"),
            Session = [.. crypt.Bytes("A session key", "session IV"), .. crypt.Bytes("A session key", "session key")],
            Extensions = [0, 0],
        };
        byte[] file = forge.Write(Text);
        byte[] expected =
        [
            .. "AES"u8, 2, 0, 0, 0, .. forge.Iv,
            .. crypt.Bytes("A session key", "both, encrypted"), .. crypt.Bytes("A session key", "HMAC of that"),
            .. crypt.Blocks("The content", "C"), 13, .. crypt.Bytes("The content", "HMAC"),
        ];
        Assert.Equal(file, expected);
    }

    [Fact]
    public async Task Locket_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation locket = await Steps.OfAsync("locket");
        byte[] fileKey = locket.Bytes("A key for this file alone", "file key");
        byte[] headerKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, 32, [], "locket/v1 header"u8.ToArray());
        Assert.Equal(headerKey, locket.Bytes("The header", "header key"));
        string[] lines = [.. Enumerable.Range(1, 5).Select(number => locket.Text("The header", $"line {number}"))];
        byte[] mac = HMACSHA256.HashData(headerKey, Encoding.ASCII.GetBytes(string.Join('\n', lines[..4]) + "\n---"));
        Assert.Equal(mac, locket.Bytes("The header", "MAC"));

        byte[] slot = [.. "locket/v1 slot\0"u8, .. Encoding.ASCII.GetBytes(lines[1][3..])];
        byte[] wrapped = HKDF.Expand(HashAlgorithmName.SHA256, locket.Bytes("A slot for the password", "Argon2id's key"), 64, slot);
        Assert.Equal(wrapped[32..], locket.Bytes("A slot for the password", "commitment"));
        byte[] sealedKey = locket.Bytes("A slot for the password", "sealed file key");
        Assert.Equal(fileKey, Open(wrapped[..32], new byte[12], sealedKey, locket.Bytes("A slot for the password", "its tag")));

        const string Content = "The content, in chunks";
        byte[] payload = HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, 32, [], "locket/v1 payload 256"u8.ToArray());
        byte[] context = [.. locket.Bytes(Content, "salt"), .. Encoding.ASCII.GetBytes(lines[0])];
        byte[] info = [.. "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"u8, .. context];

        // RFC 5869's Expand; the framework's own refuses keys of 32 bytes for SHA-512.
        byte[] first = HMACSHA512.HashData(payload.AsSpan(), [.. info, 1]);
        byte[] keys = [.. first, .. HMACSHA512.HashData(payload.AsSpan(), [.. first, .. info, 2])[..12]];
        Assert.Equal(keys[..32], locket.Bytes(Content, "content key"));
        Assert.Equal(keys[32..44], locket.Bytes(Content, "base nonce"));
        Assert.Equal(keys[44..], locket.Bytes(Content, "commitment"));
        Assert.Equal(Text, Open(keys[..32], keys[32..44], locket.Blocks(Content, "C"), locket.Row(Content, "tag")));
    }

    [Fact]
    public async Task Modes_Values_AreThoseOfTheFramework()
    {
        SchemeExplanation modes = await Steps.OfAsync("modes");
        byte[] key = modes.Bytes("One block", "key (public test value)");
        Assert.Equal(TestRandom("modes key", 32), key);
        using Aes aes = Aes.Create();
        aes.Key = key;
        Assert.Equal(aes.EncryptEcb(Text, PaddingMode.PKCS7), modes.Blocks("ECB: each block for itself", "C"));
        byte[] iv = modes.Row("CBC: each block chained to the one before", "IV");
        Assert.Equal(Cbc(key, iv, Text), modes.Blocks("CBC: each block chained to the one before", "C"));
        byte[] counters = [.. Enumerable.Range(0, 3).SelectMany(i => Counter(iv, i))];
        byte[] keystream = Ecb(key, counters);
        Assert.Equal(Text.Select((value, i) => (byte)(value ^ keystream[i])), modes.Blocks("CTR: a keystream from a counter", "C"));
        const string Gcm = "GCM: CTR with a tag";
        Assert.Equal(Text, Open(key, modes.Row(Gcm, "nonce"), modes.Blocks(Gcm, "C"), modes.Row(Gcm, "tag")));
    }

    private static void CheckCbc(SchemeExplanation explanation, byte[] key, byte[] iv)
    {
        byte[] padded = [.. Text, 3, 3, 3];
        Assert.Equal(padded, explanation.Blocks("Padding", "P"));
        byte[] ciphertext = Cbc(key, iv, Text);
        Assert.Equal(ciphertext, explanation.Blocks(Chaining, "C"));
        Assert.Equal(padded[..16].Zip(iv, (left, right) => (byte)(left ^ right)), explanation.Row(Chaining, "P1 xor IV"));
        Assert.Equal(padded[16..32].Zip(ciphertext[..16], (left, right) => (byte)(left ^ right)), explanation.Row(Chaining, "P2 xor C1"));
    }

    private static byte[] Counter(byte[] start, int add)
    {
        byte[] counter = [.. start];
        BinaryPrimitives.WriteUInt128BigEndian(counter, unchecked(BinaryPrimitives.ReadUInt128BigEndian(start) + (uint)add));
        return counter;
    }

    private static byte[] Cbc(byte[] key, byte[] iv, byte[] text)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        return aes.EncryptCbc(text, iv);
    }

    private static byte[] Ecb(byte[] key, byte[] blocks)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        return aes.EncryptEcb(blocks, PaddingMode.None);
    }

    private static byte[] Open(byte[] key, byte[] nonce, byte[] ciphertext, byte[] tag)
    {
        byte[] text = new byte[ciphertext.Length];
        using AesGcm gcm = new(key, tag.Length);
        gcm.Decrypt(nonce, ciphertext, tag, text);
        return text;
    }

    private static byte[] TestRandom(string use, int length) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        "locket explain: a public test source, never for real files"u8.ToArray(),
        length,
        [],
        Encoding.ASCII.GetBytes(use));
}
