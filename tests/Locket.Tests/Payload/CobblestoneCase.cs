using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Locket.Payload;
using Locket.Tests.TestSupport;

namespace Locket.Tests.Payload;

/// <summary>One published vector of Cobblestone (C2SP chunked-encryption).</summary>
internal sealed class CobblestoneCase
{
    private CobblestoneCase(CipherSuite suite, JsonElement test)
    {
        Suite = suite;
        Name = $"{suite} {test.GetProperty("tcId").GetInt32()} ({test.GetProperty("comment").GetString()})";
        Key = Hex(test, "key")!;
        Context = Hex(test, "ctx")!;
        Ciphertext = Inflate(Hex(test, "ct")!);
        RawKey = Hex(test, "aeadKey");
        BaseNonce = Hex(test, "baseNonce");
        IsValid = string.Equals(test.GetProperty("result").GetString(), "valid", StringComparison.Ordinal);
        Flags = [.. test.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()!)];
        PrefixLength = test.TryGetProperty("msgLength", out JsonElement length) ? length.GetInt32() : 0;
        PrefixHash = Hex(test, "msgSha512");
    }

    public string Name { get; }

    public CipherSuite Suite { get; }

    public byte[] Key { get; }

    public byte[] Context { get; }

    /// <summary>Salt, commitment and chunks.</summary>
    public byte[] Ciphertext { get; }

    public byte[]? RawKey { get; }

    public byte[]? BaseNonce { get; }

    public bool IsValid { get; }

    public HashSet<string> Flags { get; }

    /// <summary>The length of the message, or of the prefix that may be released before failing.</summary>
    public int PrefixLength { get; }

    private byte[]? PrefixHash { get; }

    public bool FailsAtPrefix => Flags.Contains("HeaderFailure");

    /// <summary>The chunks behind salt and commitment.</summary>
    public ReadOnlyMemory<byte> Chunks => Ciphertext.AsMemory(Math.Min(Ciphertext.Length, ChunkLayout.PrefixInBytes));

    /// <summary>All vectors of both suites; skips the test where they are absent.</summary>
    public static IReadOnlyList<CobblestoneCase> All()
        => [.. Read(CipherSuite.Aes128, "128"), .. Read(CipherSuite.Aes256, "256")];

    /// <summary>Whether bytes are the message, or for invalid vectors the whole prefix.</summary>
    public bool IsMessage(ReadOnlySpan<byte> released)
    {
        return PrefixHash is null
            ? released.IsEmpty
            : released.Length == PrefixLength && SHA512.HashData(released).AsSpan().SequenceEqual(PrefixHash);
    }

    private static List<CobblestoneCase> Read(CipherSuite suite, string bits)
    {
        string path = Vectors.Require($"wycheproof/c2sp_chunked_encryption_aes_{bits}_gcm_test.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        List<CobblestoneCase> cases =
        [
            .. document.RootElement.GetProperty("testGroups").EnumerateArray()
                .SelectMany(group => group.GetProperty("tests").EnumerateArray().Select(test => new CobblestoneCase(suite, test))),
        ];
        return cases.Count > 0 ? cases : throw new InvalidOperationException($"{path} holds no case");
    }

    private static byte[]? Hex(JsonElement test, string name)
        => test.TryGetProperty(name, out JsonElement value) ? Convert.FromHexString(value.GetString()!) : null;

    private static byte[] Inflate(byte[] compressed)
    {
        using ZLibStream inflated = new(new MemoryStream(compressed), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        inflated.CopyTo(bytes);
        return bytes.ToArray();
    }
}
