using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>What an explanation is made of: the inputs, the random source, and the steps so far.</summary>
internal sealed class ExplanationContext : IDisposable
{
    private const int FingerprintInBytes = 8;

    private readonly List<ExplanationStep> _steps = [];
    private readonly SecretBytes? _fingerprintKey;

    public ExplanationContext(string scheme, ExplanationOptions options, ClassicSecret secret, byte[] text)
    {
        Secret = secret;
        Text = text;
        IsExample = options.Text is null && options.Password is null;
        ShowsSecrets = options.Password is null;
        _fingerprintKey = ShowsSecrets ? null : SecretBytes.Random(SHA256.HashSizeInBytes);
        Random = IsExample ? ExplanationRandom.Test(scheme) : ExplanationRandom.System();
    }

    public ClassicSecret Secret { get; }

    /// <summary>The plaintext, at least one byte.</summary>
    public byte[] Text { get; }

    public bool IsExample { get; }

    /// <summary>Only where the password is the public example, so that there is no secret.</summary>
    public bool ShowsSecrets { get; }

    public ExplanationRandom Random { get; }

    public IReadOnlyList<ExplanationStep> Steps => _steps;

    /// <summary>The byte that attacks alter: the fifth, "1" in the example, or the last of a shorter text; never padding.</summary>
    public int Target => Math.Min(4, Text.Length - 1);

    public ExplanationPart Part { get; set; }

    public void Add(string title, string text, ExplanationStep? more = null) => _steps.Add(
        (more ?? Empty) with { Part = Part, Title = title, Text = text });

    /// <summary>What a step holds beside its words.</summary>
    public static ExplanationStep Empty { get; } = new() { Part = default, Title = string.Empty, Text = string.Empty };

    /// <summary>A key's fingerprint always, the key itself only where the password is public.</summary>
    public IReadOnlyList<ExplanationValue> Key(string name, ReadOnlySpan<byte> key) => ShowsSecrets
        ? [ExplanationValue.Of(name, key), Fingerprint("its fingerprint", key)]
        : [Fingerprint($"{name}: fingerprint", key)];

    /// <summary>A value that is shown only where the password is public.</summary>
    public ExplanationValue Hidden(string name, ReadOnlySpan<byte> secret) => ShowsSecrets
        ? ExplanationValue.Of(name, secret)
        : ExplanationValue.Of(name, string.Create(CultureInfo.InvariantCulture, $"{secret.Length} bytes, not shown"));

    /// <summary>
    /// Tells keys apart without showing them: the first 8 bytes of SHA-256 where they are public. A key of one's own may be a typed word,
    /// which a plain hash would give away to guessing, so that its fingerprint is an HMAC under a random key that nobody keeps.
    /// </summary>
    public ExplanationValue Fingerprint(string name, ReadOnlySpan<byte> key)
    {
        byte[] hash = _fingerprintKey is null ? SHA256.HashData(key) : HMACSHA256.HashData(_fingerprintKey.Span, key);
        return ExplanationValue.Of(name, hash.AsSpan(0, FingerprintInBytes));
    }

    /// <summary>PBKDF2's call in words, with the password only where it is public.</summary>
    public string Derivation(string hash, int iterations, int lengthInBytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"PBKDF2-HMAC-{hash}({(ShowsSecrets ? $"\"{Encoding.UTF8.GetString(Secret.Bytes)}\"" : "your password")}, salt, {iterations}) "
            + $"-> {lengthInBytes} bytes");

    /// <summary>Derives as the schemes do.</summary>
    public SecretBytes Derive(ReadOnlySpan<byte> salt, int iterations, HashAlgorithmName hash, int lengthInBytes)
        => Ciphers.Pbkdf2.Derive(Secret.Bytes, salt, iterations, hash, lengthInBytes);

    public void Dispose() => _fingerprintKey?.Dispose();

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
