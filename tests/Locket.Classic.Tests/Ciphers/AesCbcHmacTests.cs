using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Locket.Classic.Ciphers;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Ciphers;

public sealed class AesCbcHmacTests
{
    /// <summary>What the RFC encrypts in its appendix B: Kerckhoffs's second principle.</summary>
    private const string Plaintext = "A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience";

    public static TheoryData<string, string, string> Rfc7518 => new()
    {
        {
            "A128CBC-HS256",
            "C80EDFA32DDF39D5EF00C0B468834279A2E46A1B8049F792F76BFE54B903A9C9A94AC9B47AD2655C5F10F9AEF71427E2FC6F9B3F399A221489F16362C7032336"
            + "09D45AC69864E3321CF82935AC4096C86E133314C54019E8CA7980DFA4B9CF1B384C486F3A54C51078158EE5D79DE59FBD34D848B3D69550A67646344427ADE5"
            + "4B8851FFB598F7F80074B9473C82E2DB",
            "652C3FA36B0A7C5B3219FAB3A30BC1C4"
        },
        {
            "A192CBC-HS384",
            "EA65DA6B59E61EDB419BE62D19712AE5D303EEB50052D0DFD6697F77224C8EDB000D279BDC14C1072654BD30944230C657BED4CA0C9F4A8466F22B226D174621"
            + "4BF8CFC2400ADD9F5126E479663FC90B3BED787A2F0FFCBF3904BE2A641D5C2105BFE591BAE23B1D7449E532EEF60A9AC8BB6C6B01D35D49787BCD57EF484927"
            + "F280ADC91AC0C4E79C7B11EFC60054E3",
            "8490AC0E58949BFE51875D733F93AC2075168039CCC733D7"
        },
        {
            "A256CBC-HS512",
            "4AFFAAADB78C31C5DA4B1B590D10FFBD3DD8D5D302423526912DA037ECBCC7BD822C301DD67C373BCCB584AD3E9279C2E6D12A1374B77F077553DF829410446B"
            + "36EBD97066296AE6427EA75C2E0846A11A09CCF5370DC80BFECBAD28C73F09B3A3B75E662A2594410AE496B2E2E6609E31E6E02CC837F053D21F37FF4F51950B"
            + "BE2638D09DD7A4930930806D0703B1F6",
            "4DD3B4C088A7F45C216839645B2012BF2E6269A8C56A816DBC1B267761955BC5"
        },
    };

    [Theory]
    [MemberData(nameof(Rfc7518))]
    public void EncryptDecrypt_Rfc7518AppendixB_GivesItsBytes(string name, string ciphertext, string tag)
    {
        AesCbcHmacSuite suite = Suite(name);
        byte[] key = [.. Enumerable.Range(0, suite.KeyLengthInBytes).Select(value => (byte)value)];
        byte[] iv = Convert.FromHexString("1AF38C2DC2B96FFDD86694092341BC04");
        byte[] associated = "The second principle of Auguste Kerckhoffs"u8.ToArray();
        using AesCbcHmac aead = new(suite, key);
        (byte[] sealedText, byte[] sealedTag) = aead.Encrypt(iv, Encoding.ASCII.GetBytes(Plaintext), associated);
        Assert.Equal(ciphertext, Convert.ToHexString(sealedText));
        Assert.Equal(tag, Convert.ToHexString(sealedTag));
        Assert.True(aead.TryDecrypt(iv, sealedText, associated, sealedTag, out byte[]? opened));
        Assert.Equal(Plaintext, Encoding.ASCII.GetString(opened));
    }

    [Theory]
    [InlineData("5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json")]
    [InlineData("5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2.json")]
    public void EncryptDecrypt_Jose_GivesItsCiphertextAndTag(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Vectors.Require("interop/jose/" + file)));
        JsonElement root = document.RootElement;
        JsonElement content = root.GetProperty("encrypting_content");
        JsonElement generated = root.GetProperty("generated");
        AesCbcHmacSuite suite = Suite(content.GetProperty("protected").GetProperty("enc").GetString()!);
        byte[] key = generated.TryGetProperty("cek", out JsonElement cek)
            ? Decode(cek)
            : Decode(root.GetProperty("encrypting_key").GetProperty("cek"));
        byte[] iv = Decode(generated.GetProperty("iv"));
        byte[] associated = Encoding.ASCII.GetBytes(content.GetProperty("protected_b64u").GetString()!);
        byte[] plaintext = Encoding.UTF8.GetBytes(root.GetProperty("input").GetProperty("plaintext").GetString()!);
        using AesCbcHmac aead = new(suite, key);
        (byte[] ciphertext, byte[] tag) = aead.Encrypt(iv, plaintext, associated);
        Assert.Equal(Decode(content.GetProperty("ciphertext")), ciphertext);
        Assert.Equal(Decode(content.GetProperty("tag")), tag);
        Assert.True(aead.TryDecrypt(iv, ciphertext, associated, tag, out byte[]? opened));
        Assert.Equal(plaintext, opened);
    }

    [Fact]
    public void TryDecrypt_AnyPartAltered_IsFalse()
    {
        using AesCbcHmac aead = new(AesCbcHmacSuite.A256CbcHs512, RandomNumberGenerator.GetBytes(64));
        byte[] iv = new byte[16];
        byte[] associated = [1, 2, 3];
        (byte[] ciphertext, byte[] tag) = aead.Encrypt(iv, "hello"u8, associated);
        foreach (byte[] part in (byte[][])[iv, associated, ciphertext, tag])
        {
            for (int bit = 0; bit < 8 * part.Length; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(aead.TryDecrypt(iv, ciphertext, associated, tag, out _));
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(aead.TryDecrypt(iv, ciphertext, associated, tag, out _));
        Assert.False(aead.TryDecrypt(iv, ciphertext, associated, tag.AsSpan(1), out _));
    }

    [Fact]
    public void HmacSha256_Wycheproof_AgreesWithTheMacInUse()
        => Wycheproof.ForEach("hmac_sha256_test.json", (group, test) =>
        {
            byte[] mac = HMACSHA256.HashData(Wycheproof.Hex(test, "key"), Wycheproof.Hex(test, "msg"));
            bool agrees = CryptographicOperations.FixedTimeEquals(mac.AsSpan(0, group.GetProperty("tagSize").GetInt32() / 8), Wycheproof.Hex(test, "tag"));
            Assert.True(agrees == Wycheproof.IsValid(test), Wycheproof.Name(test));
        });

    private static AesCbcHmacSuite Suite(string name)
        => AesCbcHmacSuite.All.Single(suite => string.Equals(suite.Name, name, StringComparison.Ordinal));

    private static byte[] Decode(JsonElement text) => Base64Url.DecodeFromChars(text.GetString());
}
