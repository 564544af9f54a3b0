using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>
/// The scheme <c>cbc-file</c>: IV (16 bytes) ‖ AES-CBC(PKCS#7(plaintext)), under a raw key or one that PBKDF2 makes of a password.
/// </summary>
/// <remarks>It has no authentication: altered bytes give altered plaintext, as a rule without any error. For files of any length; constant
/// memory.</remarks>
public static class CbcFile
{
    /// <summary>Encrypts under a random IV.</summary>
    /// <param name="source">The plaintext, read to its end.</param>
    /// <param name="target">Gets 17 to 32 bytes more than the plaintext has.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null; a password needs <see cref="CbcFileOptions.Salt"/>.</param>
    /// <param name="cancellationToken">Stops the work; what was written then is no whole file.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds, or the salt is missing.</exception>
    public static async Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, CbcFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        using SecretBytes key = await KeyAsync(secret, options ?? new(), cancellationToken).ConfigureAwait(false);
        byte[] iv = RandomNumberGenerator.GetBytes(CbcCipher.IvLengthInBytes);
        await target.WriteAsync(iv, cancellationToken).ConfigureAwait(false);
        using CbcCipher cipher = new(key.Span, iv);
        await CbcPump.EncryptAsync(source, target, cipher, mac: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decrypts. Nothing says whether the plaintext is what was encrypted.</summary>
    /// <param name="source">The file, read to its end.</param>
    /// <param name="target">Gets the plaintext as it comes; after a failure it is to be thrown away.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null; a password needs <see cref="CbcFileOptions.Salt"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds, or the salt is missing.</exception>
    /// <exception cref="ClassicException">There are fewer than 32 bytes (truncated), or the end is not that of a padded plaintext (wrong
    /// key or
    /// damaged).</exception>
    public static async Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, CbcFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        Check(secret, options ?? new());
        byte[] iv = new byte[CbcCipher.IvLengthInBytes];
        if (await source.ReadAtLeastAsync(iv, iv.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < iv.Length)
        {
            throw CbcErrors.Truncated();
        }

        using SecretBytes key = await KeyAsync(secret, options ?? new(), cancellationToken).ConfigureAwait(false);
        using CbcCipher cipher = new(key.Span, iv);
        await CbcPump.DecryptAsync(source, target, cipher, mac: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the raw key that the program writes to <c>key.bin</c>; see <see cref="ClassicKeyFile.Write"/>.</summary>
    /// <param name="password">A password; of a raw key comes a copy.</param>
    /// <param name="options">The parameters; <see cref="CbcFileOptions.Salt"/> is needed.</param>
    /// <returns>The key, to be disposed.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds, or the salt is missing.</exception>
    public static ClassicSecret DeriveKey(ClassicSecret password, CbcFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(password, options);
        using SecretBytes key = SchemeKey.Derive(
            password, options.Salt.Span, options.Iterations, options.Hash, options.KeySizeInBits);
        return ClassicSecret.FromKey(key.Span);
    }

    private static Task<SecretBytes> KeyAsync(ClassicSecret secret, CbcFileOptions options, CancellationToken cancellationToken)
    {
        Check(secret, options);
        return SchemeKey.DeriveAsync(
            secret, options.Salt, options.Iterations, options.Hash, options.KeySizeInBits, cancellationToken);
    }

    private static void Check(ClassicSecret secret, CbcFileOptions options)
    {
        SchemeKey.Check(secret, options.Salt.Length, options.Iterations, options.Hash, options.KeySizeInBits);
        if (!secret.IsRawKey && options.Salt.IsEmpty)
        {
            throw new ArgumentException(
                "cbc-file keeps its salt in the program's source, so it must be given with the password", nameof(options));
        }
    }
}
