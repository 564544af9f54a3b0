using System.Globalization;

namespace Locket.Classic;

/// <summary>
/// How a file of <c>openssl enc</c> is made. The file itself does not say, so reading needs what writing had; see
/// <see cref="OpenSslEnc.GuessAsync"/> for when nobody remembers.
/// </summary>
/// <remarks>The defaults are those of <c>openssl enc -aes-256-cbc -pbkdf2</c>.</remarks>
public sealed record OpenSslEncOptions
{
    /// <summary>What <c>openssl enc -pbkdf2</c> takes where no <c>-iter</c> is given.</summary>
    public const int DefaultIterations = 10_000;

    /// <summary>The cipher; by default AES-256 in CBC mode.</summary>
    public OpenSslCipher Cipher { get; init; } = OpenSslCipher.Aes256Cbc;

    /// <summary>How key and IV come of the password; by default PBKDF2. Without effect on a raw key.</summary>
    public OpenSslKeyDerivation KeyDerivation { get; init; } = OpenSslKeyDerivation.Pbkdf2;

    /// <summary>The hash for that; by default SHA-256.</summary>
    public OpenSslDigest Digest { get; init; } = OpenSslDigest.Sha256;

    /// <summary>The iterations of PBKDF2, 1 or more; by default 10,000. Without effect on EVP_BytesToKey, which has one.</summary>
    public int Iterations { get; init; } = DefaultIterations;

    /// <summary>
    /// The most <see cref="Iterations"/> that are carried out, for callers whose counts come from elsewhere; by default
    /// <see cref="ClassicLimits.MaxIterations"/>, which is also the most it can be. Beyond it, <see cref="ClassicFailure.TooLarge"/>.
    /// </summary>
    public int MaxIterations { get; init; } = ClassicLimits.MaxIterations;

    /// <summary>
    /// In which characters the file is; by default raw. Reading a salted file finds it out by itself; without a salt, and with a raw key,
    /// it must be said.
    /// </summary>
    public OpenSslEncoding Encoding { get; init; } = OpenSslEncoding.Raw;

    /// <summary>
    /// Whether the file begins with <c>Salted__</c> and 8 bytes of salt; by default it does. Without (<c>-nosalt</c>), equal passwords
    /// give equal keys and IVs. A raw key never has a salt.
    /// </summary>
    public bool HasSalt { get; init; } = true;

    /// <summary>The IV, 16 bytes (<c>-iv</c>): for a raw key, in every mode but ECB, and only there. Empty by default.</summary>
    public ReadOnlyMemory<byte> Iv { get; init; }

    /// <summary>Says how, in the words of <c>openssl enc</c>; never holds a secret.</summary>
    /// <returns>Such as <c>-aes-256-cbc -pbkdf2 -iter 10000 -md sha256</c>.</returns>
    public override string ToString()
    {
        string derivation = KeyDerivation == OpenSslKeyDerivation.Pbkdf2
            ? string.Create(CultureInfo.InvariantCulture, $" -pbkdf2 -iter {Iterations}")
            : string.Empty;
        string digest = Digest switch
        {
            OpenSslDigest.Md5 => "md5",
            OpenSslDigest.Sha1 => "sha1",
            OpenSslDigest.Sha256 => "sha256",
            OpenSslDigest.Sha384 => "sha384",
            _ => "sha512",
        };
        string encoding = Encoding switch
        {
            OpenSslEncoding.Base64 => " -a",
            OpenSslEncoding.Base64OneLine => " -a -A",
            _ => string.Empty,
        };
        return $"-{Cipher}{derivation} -md {digest}{(HasSalt ? string.Empty : " -nosalt")}{encoding}";
    }
}
