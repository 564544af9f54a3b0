using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Locket.Classic.Tests.Schemes;

/// <summary>A scheme with some parameters, for tests that every scheme must pass.</summary>
/// <param name="Name">For the report of a failure.</param>
/// <param name="Scheme">Its name.</param>
/// <param name="EncryptAsync">Encrypts a whole plaintext.</param>
/// <param name="DecryptAsync">Decrypts a whole file or message.</param>
/// <param name="Parameters">What the Python peer has to know.</param>
internal sealed record SchemeCase(
    string Name, string Scheme, Func<byte[], ClassicSecret, Task<byte[]>> EncryptAsync, Func<byte[], ClassicSecret, Task<byte[]>> DecryptAsync, JsonObject Parameters)
{
    private static readonly byte[] Salt32 = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];

    /// <summary>Whether altered bytes must be noticed, whichever they are.</summary>
    public bool IsAuthenticated => Scheme is "gcm-image" or "cbc-hmac-v2";

    public bool TakesPasswords => Scheme is not "socket-cbc";

    /// <summary>A key of the size in question, or null where this case is about passwords.</summary>
    public int? RawKeyLengthInBytes { get; init; }

    /// <summary>The programs' own parameters, each key size, each hash, raw keys.</summary>
    public static IReadOnlyList<SchemeCase> All { get; } =
    [
        CbcFileCase("own parameters", new() { Salt = Salt32 }),
        CbcFileCase("128 bits", new() { Salt = Salt32, KeySizeInBits = 128 }),
        CbcFileCase("192 bits, sha512", new() { Salt = "pepper"u8.ToArray(), KeySizeInBits = 192, Hash = HashAlgorithmName.SHA512, Iterations = 7 }),
        CbcFileCase("sha384", new() { Salt = Salt32, Hash = HashAlgorithmName.SHA384, Iterations = 1 }),
        CbcFileCase("raw 128", new()) with { RawKeyLengthInBytes = 16 },
        CbcFileCase("raw 192", new()) with { RawKeyLengthInBytes = 24 },
        CbcFileCase("raw 256", new()) with { RawKeyLengthInBytes = 32 },
        CbcHmacCase("own parameters", new()),
        CbcHmacCase("cheap", new() { Iterations = 3 }),
        CbcHmacCase("128 bits, sha1", new() { KeySizeInBits = 128, Hash = HashAlgorithmName.SHA1, Iterations = 2 }),
        CbcHmacCase("192 bits", new() { KeySizeInBits = 192, Iterations = 2 }),
        CbcHmacCase("raw 256", new()) with { RawKeyLengthInBytes = 32 },
        CbcHmacV2Case("own parameters", new()),
        CbcHmacV2Case("cheap", new() { Iterations = 3 }),
        CbcHmacV2Case("128 bits", new() { KeySizeInBits = 128, Iterations = 2 }),
        CbcHmacV2Case("192 bits", new() { KeySizeInBits = 192, Iterations = 2 }),
        CbcHmacV2Case("raw 256", new()) with { RawKeyLengthInBytes = 32 },
        CbcHmacV2Case("raw 128", new() { KeySizeInBits = 128 }) with { RawKeyLengthInBytes = 16 },
        GcmImageCase("own parameters", new()),
        GcmImageCase("cheap", new() { Iterations = 3 }),
        GcmImageCase("128 bits, sha512", new() { Iterations = 3, KeySizeInBits = 128, Hash = HashAlgorithmName.SHA512 }),
        GcmImageCase("raw 256", new()) with { RawKeyLengthInBytes = 32 },
        new("chat-cbc own parameters", "chat-cbc",
            (data, secret) => Task.FromResult(ChatCbc.Encrypt(data, secret)),
            (data, secret) => Task.Run(() => ChatCbc.Decrypt(data, secret)), []),
        new("socket-cbc 128", "socket-cbc",
            (data, key) => Task.FromResult(SocketCbc.Encrypt(data, key)),
            (data, key) => Task.Run(() => SocketCbc.Decrypt(data, key)), [])
        {
            RawKeyLengthInBytes = 16,
        },
        new("socket-cbc 256", "socket-cbc",
            (data, key) => Task.FromResult(SocketCbc.Encrypt(data, key)),
            (data, key) => Task.Run(() => SocketCbc.Decrypt(data, key)), [])
        {
            RawKeyLengthInBytes = 32,
        },
    ];

    public byte[] NewSecret() => RandomNumberGenerator.GetBytes(RawKeyLengthInBytes ?? 12);

    public ClassicSecret Secret(byte[] bytes) => RawKeyLengthInBytes is null ? ClassicSecret.FromPasswordBytes(bytes) : ClassicSecret.FromKey(bytes);

    /// <summary>A job for the Python peer.</summary>
    public JsonObject Job(string library, string act, byte[] secret, byte[] data)
    {
        JsonObject job = (JsonObject)Parameters.DeepClone();
        job["library"] = library;
        job["scheme"] = Scheme;
        job["act"] = act;
        job[RawKeyLengthInBytes is null ? "password" : "key"] = Convert.ToHexString(secret);
        job["data"] = Convert.ToHexString(data);
        return job;
    }

    public override string ToString() => Name;

    private static SchemeCase CbcFileCase(string name, CbcFileOptions options) => new(
        "cbc-file " + name, "cbc-file",
        (data, secret) => ThroughAsync((source, target) => CbcFile.EncryptAsync(source, target, secret, options), data),
        (data, secret) => ThroughAsync((source, target) => CbcFile.DecryptAsync(source, target, secret, options), data),
        Described(options.Iterations, options.Hash, options.KeySizeInBits, options.Salt));

    private static SchemeCase CbcHmacCase(string name, CbcHmacOptions options) => new(
        "cbc-hmac " + name, "cbc-hmac",
        (data, secret) => Task.FromResult(CbcHmac.Encrypt(data, secret, options).ToJson()),
        async (data, secret) => CbcHmacMessage.TryParse(data, out CbcHmacMessage? message)
            ? await Task.Run(() => CbcHmac.Decrypt(message, secret, options))
            : throw new ClassicException(ClassicFailure.Malformed, "not the four values"),
        Described(options.Iterations, options.Hash, options.KeySizeInBits, salt: default));

    private static SchemeCase CbcHmacV2Case(string name, CbcHmacV2Options options) => new(
        "cbc-hmac-v2 " + name, "cbc-hmac-v2",
        (data, secret) => ThroughAsync((source, target) => CbcHmacV2.EncryptAsync(source, target, secret, options), data),
        (data, secret) => ThroughAsync((source, target) => CbcHmacV2.DecryptAsync(source, target, secret), data),
        Described(options.Iterations, HashAlgorithmName.SHA512, options.KeySizeInBits, salt: default));

    private static SchemeCase GcmImageCase(string name, GcmImageOptions options) => new(
        "gcm-image " + name, "gcm-image", (data, secret) => Task.FromResult(GcmImage.Encrypt(data, secret, options)),
        (data, secret) => Task.Run(() => GcmImage.Decrypt(data, secret, options)),
        Described(options.Iterations, options.Hash, options.KeySizeInBits, salt: default));

    private static JsonObject Described(int iterations, HashAlgorithmName hash, int bits, ReadOnlyMemory<byte> salt) => new()
    {
        ["iterations"] = iterations,
        ["hash"] = hash.Name,
        ["bits"] = bits,
        ["salt"] = Convert.ToHexString(salt.Span),
    };

    private static async Task<byte[]> ThroughAsync(Func<Stream, Stream, Task> act, byte[] data)
    {
        using MemoryStream source = new(data);
        using MemoryStream target = new();
        await act(source, target);
        return target.ToArray();
    }
}
