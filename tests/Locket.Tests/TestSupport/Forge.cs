using System.Security.Cryptography;
using System.Text;
using Locket.Files;
using Locket.Header;
using Locket.Metadata;
using Locket.Payload;
using Locket.Secrets;
using Locket.Slots;

namespace Locket.Tests.TestSupport;

/// <summary>Makes files that no writer would: any stanzas and any payload under a MAC that verifies.</summary>
internal sealed record Forge
{
    private static readonly byte[] FileKey = Samples.Content(32, seed: 77);

    public CipherSuite Suite { get; init; }

    public bool IsPadded { get; init; }

    /// <summary>The stanzas before <see cref="KeyStanza"/>.</summary>
    public IReadOnlyList<Stanza> Before { get; init; } = [];

    /// <summary>The stanzas after it.</summary>
    public IReadOnlyList<Stanza> After { get; init; } = [];

    /// <summary>The plaintext of the payload, padding included.</summary>
    public byte[] Plaintext { get; init; } = "content"u8.ToArray();

    /// <summary>A slot that <see cref="Samples.Key"/> opens.</summary>
    public static Stanza KeyStanza() => KeySlot.Wrap(Samples.Key, FileKey);

    public static Stanza Metadata(string json)
    {
        byte[] text = new byte[(Encoding.UTF8.GetByteCount(json) + 127) / 128 * 128];
        text.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(json, text);
        return Metadata(text);
    }

    public static Stanza Metadata(byte[] text) => Sealed("metadata", text);

    /// <summary>A stanza sealed as its type demands, whatever its text.</summary>
    public static Stanza Sealed(string type, byte[] text)
    {
        using FileKeys keys = new(new SecretBytes(FileKey));
        using SecretBytes key = keys.DeriveMetadataKey();
        return new Stanza(type, [], MetadataSeal.Seal(key.Span, type, text));
    }

    /// <summary>A stanza of a slot from its line as written; the body is not one that opens.</summary>
    public static Stanza Slot(string line, int bodyInBytes = 80)
    {
        string[] parts = line.Split(' ');
        return new Stanza(parts[0], parts[1..], new byte[bodyInBytes]);
    }

    /// <summary>An argon2id slot that asks for something.</summary>
    public static Stanza Argon2id(string memory, string passes, string lanes)
        => Slot($"argon2id {Base64(16)} {memory} {passes} {lanes} {Base64(32)}");

    /// <summary>A pbkdf2-sha256 slot that asks for something.</summary>
    public static Stanza Pbkdf2(string iterations) => Slot($"pbkdf2-sha256 {Base64(16)} {iterations} {Base64(32)}");

    /// <summary>Base64 of some bytes, without padding.</summary>
    public static string Base64(int lengthInBytes) => Convert.ToBase64String(Samples.Content(lengthInBytes, seed: 5)).TrimEnd('=');

    public byte[] Build() => BuildWith([.. Before, KeyStanza(), .. After]);

    /// <summary>A file with just these stanzas.</summary>
    public byte[] BuildWith(IReadOnlyList<Stanza> stanzas)
    {
        Intro intro = new(Suite, IsPadded);
        byte[] authenticated = HeaderWriter.WriteAuthenticated(intro, stanzas);
        using FileKeys keys = new(new SecretBytes(FileKey));
        using SecretBytes headerKey = keys.DeriveHeaderKey();
        byte[] header = HeaderWriter.Finish(authenticated, HMACSHA256.HashData(headerKey.Span, authenticated));
        using SecretBytes payloadKey = keys.DerivePayloadKey(Suite);
        byte[] payload = new byte[ChunkLayout.PrefixInBytes + ChunkLayout.SealedLength(Plaintext.Length)];
        using ChunkKeys chunkKeys = PayloadPrefix.Create(Suite, payloadKey, intro.Line, payload);
        using ChunkCipher cipher = chunkKeys.CreateCipher();
        ChunkRun.Seal(cipher, 0, Plaintext, isEnd: true, payload.AsSpan(ChunkLayout.PrefixInBytes));
        return [.. header, .. payload];
    }

    /// <summary>A header given as text, without a MAC that verifies, and a payload of zeros.</summary>
    public static byte[] FromText(string header) => [.. Encoding.Latin1.GetBytes(header), .. new byte[100]];
}
