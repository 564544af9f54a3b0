using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Classic.OpenSsl;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>Files of <c>openssl enc</c>, both ways, in constant memory.</summary>
/// <remarks>
/// <code>
/// "Salted__"  salt(8)  ciphertext          with a password
/// ciphertext                               without a salt, or with a raw key
/// </code>
/// Such a file does not say how it was made, and has no check but the padding of CBC: a wrong key goes unnoticed in 1 of 256 cases, and in
/// CTR always; whoever alters a file can do so unnoticed, and in CTR bit by bit. Not supported: other ciphers than AES, <c>-aes-*-cfb1</c>,
/// key wrapping, <c>-nopad</c>, <c>-saltlen</c> other than 8, <c>-z</c>, and a raw key together with a salted header.
/// </remarks>
public static class OpenSslEnc
{
    /// <summary>Of a pipe whose way of making is guessed, as much as is kept on the disk: 16 GiB.</summary>
    private const long MaxSpoolLengthInBytes = 16L << 30;

    /// <summary>Whether bytes begin like a salted file, raw or in base64.</summary>
    /// <param name="start">The first 10 bytes of a file, or more. White space may come before base64.</param>
    /// <returns>Whether they begin with <c>Salted__</c>, as bytes or in base64. A file without a salt cannot be told from random
    /// bytes.</returns>
    public static bool LooksLike(ReadOnlySpan<byte> start)
        => start.StartsWith(SaltedHeader.Magic) || start.TrimStart(" \t\r\n"u8).StartsWith(SaltedHeader.Base64Magic);

    /// <summary>Encrypts as <c>openssl enc</c> does, under a fresh random salt.</summary>
    /// <param name="source">The plaintext, from where it stands to its end.</param>
    /// <param name="target">Gets the file.</param>
    /// <param name="secret">A password; or a raw key, which needs an IV in the options.</param>
    /// <param name="options">How; null for <c>-aes-256-cbc -pbkdf2</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ArgumentException">
    /// Options and secret do not fit together, or the cipher's mode is one that Locket only reads (ECB, CFB, OFB).
    /// </exception>
    /// <exception cref="ClassicException"><see cref="ClassicFailure.TooLarge"/>: more iterations than the options allow.</exception>
    public static async Task EncryptAsync(
        Stream source,
        Stream target,
        ClassicSecret secret,
        OpenSslEncOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        OpenSslEncOptions how = Check(source, target, secret, options);
        if (!how.Cipher.CanEncrypt)
        {
            throw new ArgumentException($"{how.Cipher.Name} is only read, never written; use CBC or CTR", nameof(options));
        }

        byte[] salt = secret.IsRawKey || !how.HasSalt ? [] : RandomNumberGenerator.GetBytes(SaltedHeader.SaltInBytes);
        using SecretBytes keyAndIv = OpenSslKeys.Derive(secret, salt, how);
        if (how.Encoding == OpenSslEncoding.Raw)
        {
            await EncryptCoreAsync(source, target, salt, keyAndIv, how, cancellationToken).ConfigureAwait(false);
            return;
        }

        Base64WriteStream encoded = new(target, inLines: how.Encoding == OpenSslEncoding.Base64);
        await using (encoded.ConfigureAwait(false))
        {
            await EncryptCoreAsync(source, encoded, salt, keyAndIv, how, cancellationToken).ConfigureAwait(false);
            await encoded.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Decrypts what <c>openssl enc</c> wrote.</summary>
    /// <param name="source">The file, from where it stands to its end.</param>
    /// <param name="target">
    /// Gets the plaintext as it comes. <b>None of it is authentic</b>; after an exception, throw away what was written: it may be random
    /// bytes.
    /// </param>
    /// <param name="secret">The password; or the raw key, which needs an IV in the options.</param>
    /// <param name="options">How the file was made; null for <c>-aes-256-cbc -pbkdf2</c>. A salted file's encoding is found out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ClassicException">
    /// <see cref="ClassicFailure.WrongKeyOrDamaged"/>: wrong key, padding or length, all in the same words.
    /// <see cref="ClassicFailure.Malformed"/>: no salt, or broken base64. <see cref="ClassicFailure.Truncated"/>: cut off where one can see
    /// it.
    /// <see cref="ClassicFailure.TooLarge"/>: more iterations than the options allow.
    /// </exception>
    /// <exception cref="ArgumentException">Options and secret do not fit together.</exception>
    public static async Task DecryptAsync(
        Stream source,
        Stream target,
        ClassicSecret secret,
        OpenSslEncOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        OpenSslEncOptions how = Check(source, target, secret, options);
        byte[] salt = [];
        Stream ciphertext = source;
        if (!secret.IsRawKey && how.HasSalt)
        {
            (salt, ciphertext, _) = await SaltedHeader.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        }
        else if (how.Encoding != OpenSslEncoding.Raw)
        {
            ciphertext = new Base64ReadStream(source);
        }

        using SecretBytes keyAndIv = OpenSslKeys.Derive(secret, salt, how);
        await EncRun.DecryptAsync(ciphertext, target, keyAndIv, how.Cipher, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Tries the common ways in which a salted file may have been made: AES-256, -192 and -128 in CBC mode, with PBKDF2-SHA-256 of 10,000
    /// iterations and with EVP_BytesToKey of SHA-256 and MD5. Modes without padding are never guessed.
    /// </summary>
    /// <param name="source">The file, which can seek; it is left where it stood. Of base64 all is read, of raw bytes start and end.</param>
    /// <param name="secret">The password.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The ways whose padding comes out right, with what each plaintext looks like; see there for how little that
    /// proves.</returns>
    /// <exception cref="ArgumentException">The source cannot seek, or the secret is a raw key.</exception>
    /// <exception cref="ClassicException">
    /// <see cref="ClassicFailure.Malformed"/> or <see cref="ClassicFailure.Truncated"/>: it is no whole salted file.
    /// </exception>
    public static async Task<OpenSslEncGuess> GuessAsync(Stream source, ClassicSecret secret, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(secret);
        if (!source.CanSeek)
        {
            throw new ArgumentException("guessing reads start and end of a file, so it must be able to seek", nameof(source));
        }

        if (secret.IsRawKey)
        {
            throw new ArgumentException("only a file made with a password can be guessed", nameof(secret));
        }

        long start = source.Position;
        try
        {
            (byte[] salt, Stream ciphertext, bool isBase64) = await SaltedHeader.ReadAsync(source, cancellationToken).ConfigureAwait(false);
            CiphertextSample sample = isBase64
                ? await CiphertextSample.ReadAsync(ciphertext, cancellationToken).ConfigureAwait(false)
                : await CiphertextSample.SeekAsync(ciphertext, cancellationToken).ConfigureAwait(false);
            return Guesser.Guess(secret, salt, sample, isBase64 ? OpenSslEncoding.Base64 : OpenSslEncoding.Raw, cancellationToken);
        }
        finally
        {
            source.Position = start;
        }
    }

    /// <summary>Decrypts a salted file in the most plausible of the common ways, for when nobody remembers how it was made.</summary>
    /// <param name="source">The file, from where it stands to its end. What cannot seek is first copied to a private temporary file, 16 GiB
    /// at most.</param>
    /// <param name="target">Gets the plaintext as it comes, as with <see cref="DecryptAsync"/>; nothing where no way fits.</param>
    /// <param name="secret">The password.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The guess, of which <see cref="OpenSslEncGuess.Best"/> was carried out. Show it: it may be an accident.</returns>
    /// <exception cref="ClassicException">
    /// <see cref="ClassicFailure.WrongKeyOrDamaged"/>: no way fits. <see cref="ClassicFailure.Unsupported"/>: several fit equally well, or
    /// the length excludes CBC. Otherwise as <see cref="GuessAsync"/>.
    /// </exception>
    /// <exception cref="ArgumentException">The secret is a raw key.</exception>
    public static async Task<OpenSslEncGuess> DecryptGuessingAsync(
        Stream source, Stream target, ClassicSecret secret, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(secret);
        if (!source.CanSeek)
        {
            FileStream spool = await CiphertextSpool.FillAsync(
                source, MaxSpoolLengthInBytes, folder: null, cancellationToken).ConfigureAwait(false);
            await using (spool.ConfigureAwait(false))
            {
                return await DecryptGuessingAsync(spool, target, secret, cancellationToken).ConfigureAwait(false);
            }
        }

        OpenSslEncGuess guess = await GuessAsync(source, secret, cancellationToken).ConfigureAwait(false);
        OpenSslEncCandidate best = guess.Best ?? throw GuessFailures.Of(guess);
        await DecryptAsync(source, target, secret, best.Options, cancellationToken).ConfigureAwait(false);
        return guess;
    }

    private static async Task EncryptCoreAsync(
        Stream source, Stream target, byte[] salt, SecretBytes keyAndIv, OpenSslEncOptions how, CancellationToken cancellationToken)
    {
        if (salt.Length > 0)
        {
            await target.WriteAsync(SaltedHeader.Write(salt), cancellationToken).ConfigureAwait(false);
        }

        await EncRun.EncryptAsync(source, target, keyAndIv, how.Cipher, cancellationToken).ConfigureAwait(false);
    }

    private static OpenSslEncOptions Check(Stream source, Stream target, ClassicSecret secret, OpenSslEncOptions? options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(secret);
        OpenSslEncOptions how = options ?? new OpenSslEncOptions();
        OpenSslKeys.Validate(secret, how);
        return how;
    }
}
