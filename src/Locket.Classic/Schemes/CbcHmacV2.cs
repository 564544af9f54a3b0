using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Classic.Schemes;

namespace Locket.Classic;

/// <summary>
/// The scheme <c>cbc-hmac-v2</c>: what <see cref="CbcHmac"/> should have been, for whoever must use CBC. Encrypt-then-MAC with separate
/// keys in the manner of RFC 7518, section 5.2; everything before the tag is under the MAC. Files of any length; constant memory.
/// </summary>
/// <remarks>
/// <code>
/// offset  length  content
///      0      11  ASCII "cbc-hmac-v2"
///     11       1  suite: 1 = A128CBC-HS256, 2 = A192CBC-HS384, 3 = A256CBC-HS512
///     12       4  PBKDF2 iterations, big-endian; 0 = a raw key
///     16      16  salt, random
///     32      16  IV, random
///     48       n  AES-CBC(PKCS#7(plaintext)), n a multiple of 16, at least 16
///   48+n    t     tag: the first t = 16, 24 or 32 bytes (suite 1, 2, 3) of
///                 HMAC(MAC key, bytes 0 to 48+n-1 ‖ 64-bit big-endian number 256, the bits of bytes 0 to 31)
/// </code>
/// In the RFC's terms A is bytes 0 to 31. MAC key ‖ AES key, 2t bytes, are PBKDF2(password, salt, iterations) with the suite's hash, or of
/// a raw key HKDF(key, salt, info "cbc-hmac-v2") with it. Locket's own files are still better: they can be read in any order, and a
/// password costs memory to guess.
/// </remarks>
public static class CbcHmacV2
{
    private const int PrefixLengthInBytes = CbcHmacV2Header.LengthInBytes + CbcCipher.IvLengthInBytes;

    /// <summary>Encrypts under a random salt and IV.</summary>
    /// <param name="source">The plaintext, read to its end.</param>
    /// <param name="target">Gets 65 to 96 bytes more than the plaintext has.</param>
    /// <param name="secret">A password or a raw key that is at least as long as the suite's AES key.</param>
    /// <param name="options">The defaults where null.</param>
    /// <param name="cancellationToken">Stops the work; what was written then is no whole file.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static async Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, CbcHmacV2Options? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(secret);
        options ??= new();
        AesCbcHmacSuite suite = AesCbcHmacSuite.OfKeySize(options.KeySizeInBits);
        Pbkdf2.Check(CbcHmacV2Header.SaltLengthInBytes, options.Iterations, suite.Hash);
        if (secret.IsRawKey && secret.LengthInBytes < suite.HalfKeyInBytes)
        {
            throw new ArgumentException($"the raw key is shorter than {suite.Name} takes", nameof(secret));
        }

        CbcHmacV2Header header = CbcHmacV2Header.Create(suite, secret.IsRawKey ? 0 : options.Iterations);
        using AesCbcHmac aead = await Task.Run(() => header.Open(secret), cancellationToken).ConfigureAwait(false);
        byte[] iv = RandomNumberGenerator.GetBytes(CbcCipher.IvLengthInBytes);
        await target.WriteAsync(header.Bytes, cancellationToken).ConfigureAwait(false);
        await target.WriteAsync(iv, cancellationToken).ConfigureAwait(false);
        using CbcCipher cipher = aead.StartCipher(iv);
        using IncrementalHash mac = aead.StartMac(header.Bytes.Span, iv);
        await CbcPump.EncryptAsync(source, target, cipher, mac, cancellationToken).ConfigureAwait(false);
        await target.WriteAsync(aead.FinishMac(mac, CbcHmacV2Header.LengthInBytes), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decrypts. The whole MAC is checked before the first byte of plaintext leaves.</summary>
    /// <param name="source">The file, read to its end: twice where it can be, else kept on the disk meanwhile, encrypted as it is.</param>
    /// <param name="target">Gets the plaintext.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The defaults where null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">The source is no such file, truncated, of an unknown suite, too costly, of another secret,
    /// altered, or altered
    /// while it was read (only then may plaintext have left).</exception>
    public static async Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, CbcHmacV2Options? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(secret);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxIterations, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxIterations, ClassicLimits.MaxIterations, nameof(options));
        if (source.CanSeek)
        {
            await DecryptCoreAsync(source, target, secret, options, cancellationToken).ConfigureAwait(false);
            return;
        }

        FileStream spool = await CiphertextSpool.FillAsync(
            source, options.MaxSpoolLengthInBytes, folder: null, cancellationToken).ConfigureAwait(false);
        await using (spool.ConfigureAwait(false))
        {
            await DecryptCoreAsync(spool, target, secret, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task DecryptCoreAsync(
        Stream source, Stream target, ClassicSecret secret, CbcHmacV2Options options, CancellationToken cancellationToken)
    {
        // 1. What the file says of itself, checked before any work.
        long start = source.Position;
        byte[] prefix = new byte[PrefixLengthInBytes];
        int read = await source.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read < prefix.Length)
        {
            throw CbcErrors.Truncated();
        }

        CbcHmacV2Header header = CbcHmacV2Header.Parse(prefix[..CbcHmacV2Header.LengthInBytes], options.MaxIterations);
        byte[] iv = prefix[CbcHmacV2Header.LengthInBytes..];
        long length = source.Length - start - PrefixLengthInBytes - header.Suite.TagLengthInBytes;
        if (length < CbcCipher.BlockLengthInBytes)
        {
            throw CbcErrors.Truncated();
        }

        // 2. The MAC over everything.
        using AesCbcHmac aead = await Task.Run(() => header.Open(secret), cancellationToken).ConfigureAwait(false);
        using IncrementalHash mac = aead.StartMac(header.Bytes.Span, iv);
        using (LimitedStream ciphertext = new(source, length))
        {
            await AppendAsync(mac, ciphertext, cancellationToken).ConfigureAwait(false);
        }

        byte[] tag = new byte[header.Suite.TagLengthInBytes];
        await source.ReadAtLeastAsync(tag, tag.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (!CryptographicOperations.FixedTimeEquals(aead.FinishMac(mac, CbcHmacV2Header.LengthInBytes), tag))
        {
            throw CbcErrors.WrongKeyOrDamaged();
        }

        // 3. The plaintext, with the MAC once more: somebody may have written to the file since.
        source.Position = start + PrefixLengthInBytes;
        using CbcCipher cipher = aead.StartCipher(iv);
        using IncrementalHash again = aead.StartMac(header.Bytes.Span, iv);
        using (LimitedStream ciphertext = new(source, length))
        {
            await CbcPump.DecryptAsync(ciphertext, target, cipher, again, cancellationToken).ConfigureAwait(false);
        }

        if (!CryptographicOperations.FixedTimeEquals(aead.FinishMac(again, CbcHmacV2Header.LengthInBytes), tag))
        {
            throw CbcErrors.WrongKeyOrDamaged();
        }

        source.Position = start + PrefixLengthInBytes + length + tag.Length;
    }

    private static async Task AppendAsync(IncrementalHash mac, LimitedStream ciphertext, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[CbcPump.BufferLengthInBytes];
        int read;
        while ((read = await ciphertext.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            mac.AppendData(buffer, 0, read);
        }
    }
}
