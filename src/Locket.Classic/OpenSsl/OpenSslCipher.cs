using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Locket.Classic;

/// <summary>A cipher of <c>openssl enc</c>: AES with 128, 192 or 256 bits in one of six modes.</summary>
public sealed record OpenSslCipher
{
    private static readonly OpenSslCipher[] Every =
        [.. from mode in Enum.GetValues<OpenSslCipherMode>() from bits in (int[])[256, 192, 128] select new OpenSslCipher(bits, mode)];

    private OpenSslCipher(int keyLengthInBits, OpenSslCipherMode mode)
    {
        KeyLengthInBits = keyLengthInBits;
        Mode = mode;
        Name = string.Create(CultureInfo.InvariantCulture, $"aes-{keyLengthInBits}-{Suffix(mode)}");
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OpenSslCipher> All => Every;

    /// <summary><c>aes-256-cbc</c>.</summary>
    public static OpenSslCipher Aes256Cbc => Every[0];

    /// <summary><c>aes-192-cbc</c>.</summary>
    public static OpenSslCipher Aes192Cbc => Every[1];

    /// <summary><c>aes-128-cbc</c>.</summary>
    public static OpenSslCipher Aes128Cbc => Every[2];

    /// <summary><c>aes-256-ctr</c>.</summary>
    public static OpenSslCipher Aes256Ctr => Every[3];

    /// <summary><c>aes-192-ctr</c>.</summary>
    public static OpenSslCipher Aes192Ctr => Every[4];

    /// <summary><c>aes-128-ctr</c>.</summary>
    public static OpenSslCipher Aes128Ctr => Every[5];

    /// <summary>The key's length in bits: 128, 192 or 256.</summary>
    public int KeyLengthInBits { get; }

    /// <summary>The mode.</summary>
    public OpenSslCipherMode Mode { get; }

    /// <summary>The name that <c>openssl enc</c> knows it by, such as <c>aes-256-cbc</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the mode pads, so that a wrong key is noticed in 255 of 256 cases.</summary>
    public bool IsPadded => Mode is OpenSslCipherMode.Cbc or OpenSslCipherMode.Ecb;

    /// <summary>Whether Locket writes it, and does not only read it: CBC and CTR.</summary>
    public bool CanEncrypt => Mode is OpenSslCipherMode.Cbc or OpenSslCipherMode.Ctr;

    internal int KeyLengthInBytes => KeyLengthInBits / 8;

    /// <summary>Finds a cipher by the name that <c>openssl enc</c> gives it.</summary>
    /// <param name="name">Such as <c>aes-256-cbc</c>, <c>-aes-128-ctr</c> or <c>aes192</c> (which is CBC), in any case.</param>
    /// <returns>The cipher.</returns>
    /// <exception cref="ClassicException"><see cref="ClassicFailure.Unsupported"/>: it is none of <see cref="All"/>.</exception>
    public static OpenSslCipher Parse(string name)
        => TryParse(name, out OpenSslCipher? cipher)
            ? cipher
            : throw new ClassicException(
                ClassicFailure.Unsupported,
                $"the cipher '{name}' is not supported; Locket reads aes-128, aes-192 and aes-256 in -cbc, -ctr, -ecb, -cfb, "
                    + "-cfb8 and -ofb");

    /// <summary>Finds a cipher by its name, as <see cref="Parse"/> does.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cipher">The cipher, if there is one of that name.</param>
    /// <returns>Whether there is.</returns>
    public static bool TryParse(string name, [NotNullWhen(true)] out OpenSslCipher? cipher)
    {
        ArgumentNullException.ThrowIfNull(name);
        string plain = name.TrimStart('-');
        cipher = Array.Find(Every, each => string.Equals(each.Name, plain, StringComparison.OrdinalIgnoreCase))
            ?? Array.Find(Every, each => each.Mode == OpenSslCipherMode.Cbc
                && string.Equals(
                    $"aes{each.KeyLengthInBits.ToString(CultureInfo.InvariantCulture)}", plain, StringComparison.OrdinalIgnoreCase));
        return cipher is not null;
    }

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    private static string Suffix(OpenSslCipherMode mode) => mode switch
    {
        OpenSslCipherMode.Cbc => "cbc",
        OpenSslCipherMode.Ctr => "ctr",
        OpenSslCipherMode.Ecb => "ecb",
        OpenSslCipherMode.Cfb => "cfb",
        OpenSslCipherMode.Cfb8 => "cfb8",
        _ => "ofb",
    };
}
