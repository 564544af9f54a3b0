using Locket.Classic.AesCrypt;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>
/// Reads files of AES Crypt (<c>.aes</c>), versions 0 to 3 of its stream format. Writing is not offered: Locket's own files do all they do.
/// </summary>
/// <remarks>
/// <code>
/// v0  "AES" 0  size           IV(16)                              ciphertext       HMAC(32)
/// v1  "AES" 1  0              IV(16)  session(48)  HMAC(32)       ciphertext size  HMAC(32)
/// v2  "AES" 2  0  extensions  IV(16)  session(48)  HMAC(32)       ciphertext size  HMAC(32)
/// v3  "AES" 3  0  extensions  iterations(4)  IV(16)  session(48)  HMAC(32)  ciphertext  HMAC(32)
/// </code>
/// AES-256-CBC with HMAC-SHA256. The HMAC stands at the end, so a file is read twice: nothing is written before its HMAC was found right.
/// Memory does not grow with the file. Extensions are not authenticated and are skipped.
/// </remarks>
public static class AesCryptFile
{
    /// <summary>Whether bytes begin like an AES Crypt file: <c>AES</c> and a version from 0 to 3.</summary>
    /// <param name="start">The first 5 bytes of a file, or more.</param>
    /// <returns>Whether it is worth trying; three letters and a number prove nothing.</returns>
    public static bool LooksLike(ReadOnlySpan<byte> start)
        => start.Length >= AesCryptFormat.IntroInBytes
            && start.StartsWith(AesCryptFormat.Magic)
            && start[3] <= AesCryptFormat.HighestVersion;

    /// <summary>Reads a file's header without a password.</summary>
    /// <param name="source">The file, from where it stands; it is left somewhere after its header.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What the header says, of which nothing is authenticated.</returns>
    /// <exception cref="ClassicException">It is no AES Crypt file, of an unknown version, too short, or beyond a limit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public static async Task<AesCryptInfo> InspectAsync(
        Stream source, AesCryptOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        AesCryptHeader header = await AesCryptHeaderReader.ReadAsync(source, Checked(options), cancellationToken).ConfigureAwait(false);
        return header.Info;
    }

    /// <summary>Decrypts a file. Nothing is written to the target unless all of the file was found authentic.</summary>
    /// <param name="source">The file, from where it stands to its end. What cannot seek is copied to a private temporary file
    /// first.</param>
    /// <param name="target">
    /// Where the plaintext goes. If reading fails halfway (a failing disk, or a file that somebody changes meanwhile), it holds only the
    /// start of it, and the exception says so: then do not use it.
    /// </param>
    /// <param name="secret">The password, at most 4096 bytes as UTF-8.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What the header said. See <see cref="AesCryptInfo.IsLengthAuthenticated"/> for what versions 0 to 2 cannot
    /// notice.</returns>
    /// <exception cref="ClassicException">
    /// <see cref="ClassicFailure.WrongKeyOrDamaged"/>: an HMAC is wrong. <see cref="ClassicFailure.Malformed"/>,
    /// <see cref="ClassicFailure.Truncated"/>, <see cref="ClassicFailure.Unsupported"/>, <see cref="ClassicFailure.TooLarge"/>: the file
    /// cannot be read at all.
    /// </exception>
    /// <exception cref="ArgumentException">The secret is a raw key, too long, or, for versions 0 to 2, not UTF-8.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public static async Task<AesCryptInfo> DecryptAsync(
        Stream source,
        Stream target,
        ClassicSecret secret,
        AesCryptOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(secret);
        AesCryptKeys.Validate(secret);
        AesCryptOptions limits = Checked(options);
        AesCryptHeader header = await AesCryptHeaderReader.ReadAsync(source, limits, cancellationToken).ConfigureAwait(false);
        using SecretBytes session = AesCryptKeys.OpenSession(header, secret);
        if (source.CanSeek)
        {
            await new AesCryptBody(source, header).DecryptAsync(target, session, cancellationToken).ConfigureAwait(false);
            return header.Info;
        }

        FileStream spool = await CiphertextSpool.FillAsync(source, limits.MaxSpoolLengthInBytes, limits.SpoolFolder, cancellationToken)
            .ConfigureAwait(false);
        await using (spool.ConfigureAwait(false))
        {
            await new AesCryptBody(spool, header).DecryptAsync(target, session, cancellationToken).ConfigureAwait(false);
        }

        return header.Info;
    }

    private static AesCryptOptions Checked(AesCryptOptions? options)
    {
        AesCryptOptions result = options ?? new AesCryptOptions();
        return result is { MaxIterations: >= 1, MaxExtensionsInBytes: >= 0, MaxSpoolLengthInBytes: >= 0 }
            ? result
            : throw new ArgumentOutOfRangeException(nameof(options), "a limit is out of its range");
    }
}
