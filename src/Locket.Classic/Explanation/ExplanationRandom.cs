using System.Security.Cryptography;
using System.Text;

namespace Locket.Classic.Explanation;

/// <summary>Where salts, IVs and nonces of an explanation come from: the system, or for the example a public test source.</summary>
internal sealed class ExplanationRandom
{
    /// <summary>Anyone can compute what comes of it, which is the point: it never protects anything.</summary>
    private const string TestKey = "locket explain: a public test source, never for real files";

    private readonly string? _scheme;

    private ExplanationRandom(string? scheme)
    {
        _scheme = scheme;
    }

    public static ExplanationRandom System() => new(null);

    public static ExplanationRandom Test(string scheme) => new(scheme);

    /// <summary>Bytes for one use.</summary>
    /// <param name="use">Tells test values apart; each name once in an explanation.</param>
    /// <param name="lengthInBytes">How many.</param>
    public byte[] Take(string use, int lengthInBytes) => _scheme is null
        ? RandomNumberGenerator.GetBytes(lengthInBytes)
        : HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(TestKey), lengthInBytes, salt: [], Encoding.UTF8.GetBytes($"{_scheme} {use}"));
}
