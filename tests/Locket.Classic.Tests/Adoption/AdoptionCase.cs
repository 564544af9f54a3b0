using System.Security.Cryptography;
using Locket.Classic.Tests.AesCrypt;

namespace Locket.Classic.Tests.Adoption;

/// <summary>A way in which a classic file may have been made.</summary>
/// <param name="Name">For the report of a failure.</param>
/// <param name="FileName">What such files are called.</param>
/// <param name="OriginalName">What the content was called.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Assurance">What it means that it opens.</param>
/// <param name="MakeAsync">Encrypts a content.</param>
internal sealed record AdoptionCase(
    string Name,
    string FileName,
    string OriginalName,
    AdoptionScheme Scheme,
    AdoptionAssurance Assurance,
    Func<byte[], ClassicSecret, Task<byte[]>> MakeAsync)
{
    private const string Password = "correct horse ✓";

    private static readonly byte[] Salt = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Key = [.. Enumerable.Range(50, 16).Select(i => (byte)i)];

    /// <summary>What has to be said about how it was made.</summary>
    public ClassicOpenOptions Opening { get; init; } = new();

    /// <summary>Whether the scheme must be named.</summary>
    public bool MustBeTold { get; init; }

    public bool TakesKey { get; init; }

    /// <summary>Whether nothing is said about how it was made; then noise can fit several ways by chance.</summary>
    public bool IsGuessed => Scheme == AdoptionScheme.OpenSslEnc && Opening.OpenSslEnc is null;

    public static IReadOnlyList<AdoptionCase> All { get; } =
    [
        CbcFileCase("cbc-file password", new() { Salt = Salt }, takesKey: false),
        CbcFileCase("cbc-file key", new(), takesKey: true),
        new("cbc-hmac", "note.txt.json", "note.txt", AdoptionScheme.CbcHmac, AdoptionAssurance.PartlyAuthenticated,
            (data, secret) => Task.FromResult(CbcHmac.Encrypt(data, secret, new() { Iterations = 2 }).ToJson()))
        {
            Opening = new() { CbcHmac = new() { Iterations = 2 } },
        },
        new("cbc-hmac-v2", "note.enc", "note", AdoptionScheme.CbcHmacV2, AdoptionAssurance.Authenticated,
            (data, secret) => ThroughAsync(
                (source, target) => CbcHmacV2.EncryptAsync(source, target, secret, new() { Iterations = 2 }), data)),
        new("gcm-image", "cat.PNG.dat", "cat.PNG", AdoptionScheme.GcmImage, AdoptionAssurance.Authenticated,
            (data, secret) => Task.FromResult(GcmImage.Encrypt(data, secret, new() { Iterations = 2 })))
        {
            Opening = new() { GcmImage = new() { Iterations = 2 } },
        },
        new("chat-cbc", "message", "message", AdoptionScheme.ChatCbc, AdoptionAssurance.NotAuthenticated,
            (data, secret) => Task.FromResult(ChatCbc.Encrypt(data, secret, new() { Iterations = 2 })))
        {
            Opening = new() { ChatCbc = new() { Iterations = 2 } },
            MustBeTold = true,
        },
        new("socket-cbc", "message.encrypted", "message", AdoptionScheme.SocketCbc, AdoptionAssurance.NotAuthenticated,
            (data, key) => Task.FromResult<byte[]>([.. SocketCbc.Encrypt(data, key), (byte)'\n']))
        {
            MustBeTold = true,
            TakesKey = true,
        },
        OpenSslCase("openssl-enc raw", "note.openssl", new(), isGuessed: true),
        OpenSslCase("openssl-enc base64", "note.enc.b64", new() { Encoding = OpenSslEncoding.Base64 }, isGuessed: true),
        OpenSslCase(
            "openssl-enc md5", "note.enc",
            new() { KeyDerivation = OpenSslKeyDerivation.BytesToKey, Digest = OpenSslDigest.Md5, Cipher = OpenSslCipher.Aes128Cbc },
            isGuessed: true),
        OpenSslCase("openssl-enc ctr", "note.enc", new() { Cipher = OpenSslCipher.Parse("aes-256-ctr"), Iterations = 3 }, isGuessed: false),
        AesCryptCase(0),
        AesCryptCase(1),
        AesCryptCase(2),
        AesCryptCase(3),
    ];

    public static ClassicSecret WrongSecret(bool isKey)
        => isKey ? ClassicSecret.FromKey([.. Key.Reverse()]) : ClassicSecret.FromPassword("incorrect donkey");

    public ClassicSecret Secret() => TakesKey ? ClassicSecret.FromKey(Key) : ClassicSecret.FromPassword(Password);

    public AdoptionOptions Options() => new() { Opening = Opening, Scheme = MustBeTold ? Scheme : null };

    public override string ToString() => Name;

    private static AdoptionCase CbcFileCase(string name, CbcFileOptions options, bool takesKey) => new(
        name, "encrypted.bin", "encrypted.bin", AdoptionScheme.CbcFile, AdoptionAssurance.NotAuthenticated,
        (data, secret) => ThroughAsync((source, target) => CbcFile.EncryptAsync(source, target, secret, options), data))
    {
        Opening = new() { CbcFile = options },
        MustBeTold = true,
        TakesKey = takesKey,
    };

    private static AdoptionCase OpenSslCase(string name, string fileName, OpenSslEncOptions options, bool isGuessed) => new(
        name, fileName, "note", AdoptionScheme.OpenSslEnc, AdoptionAssurance.NotAuthenticated,
        (data, secret) => ThroughAsync((source, target) => OpenSslEnc.EncryptAsync(source, target, secret, options), data))
    {
        Opening = new() { OpenSslEnc = isGuessed ? null : options },
    };

    private static AdoptionCase AesCryptCase(int version) => new(
        $"aes-crypt {version}", "note.txt.aes", "note.txt", AdoptionScheme.AesCrypt,
        version == 3 ? AdoptionAssurance.Authenticated : AdoptionAssurance.PartlyAuthenticated,
        (data, _) => Task.FromResult(new AesCryptForge(version, Password).Write(data)));

    private static async Task<byte[]> ThroughAsync(Func<Stream, Stream, Task> act, byte[] data)
    {
        using MemoryStream source = new(data);
        using MemoryStream target = new();
        await act(source, target);
        return target.ToArray();
    }

    /// <summary>Text of any length that no other text equals.</summary>
    public static byte[] Text(int length)
        => [.. Convert.ToBase64String(RandomNumberGenerator.GetBytes(length)).Take(length).Select(c => (byte)c)];
}
