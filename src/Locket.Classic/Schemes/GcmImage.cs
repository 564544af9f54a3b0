using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>
/// The scheme <c>gcm-image</c>: salt (16 bytes) ‖ nonce (12) ‖ tag (16) ‖ AES-GCM(image), under a raw key or one that PBKDF2 makes of a
/// password. The image's bytes come back exactly.
/// </summary>
/// <remarks>Images are held in memory up to <see cref="GcmImageOptions.MaxLengthInBytes"/>, since no byte may leave before the tag was
/// checked.</remarks>
public static class GcmImage
{
    /// <summary>What comes before the ciphertext: salt, nonce and tag.</summary>
    public const int OverheadInBytes = SaltLengthInBytes + NonceLengthInBytes + TagLengthInBytes;

    private const int SaltLengthInBytes = 16;
    private const int NonceLengthInBytes = 12;
    private const int TagLengthInBytes = 16;

    /// <summary>Encrypts an image in memory.</summary>
    /// <param name="image">Its bytes, at most <see cref="GcmImageOptions.MaxLengthInBytes"/>.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns><see cref="OverheadInBytes"/> bytes more than the image has.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">The image is too large.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> image, ClassicSecret secret, GcmImageOptions? options = null)
    {
        options = Check(secret, options);
        CheckLength(image.Length, options);
        byte[] file = GC.AllocateUninitializedArray<byte>(OverheadInBytes + image.Length);
        image.CopyTo(file.AsSpan(OverheadInBytes));
        EncryptInPlace(file, secret, options);
        return file;
    }

    /// <summary>Decrypts an image in memory.</summary>
    /// <param name="file">Salt, nonce, tag and ciphertext.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>The image's bytes.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">The file is truncated, too large, altered or of another key.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> file, ClassicSecret secret, GcmImageOptions? options = null)
    {
        options = Check(secret, options);
        CheckLength(file.Length - OverheadInBytes, options);
        byte[] image = GC.AllocateUninitializedArray<byte>(Math.Max(0, file.Length - OverheadInBytes));
        DecryptCore(file, image, secret, options);
        return image;
    }

    /// <summary>Decrypts an image in memory, or says that it cannot.</summary>
    /// <param name="file">Salt, nonce, tag and ciphertext.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="image">The image's bytes.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>False where the file is truncated, too large, altered or of another key.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> file, ClassicSecret secret, [NotNullWhen(true)] out byte[]? image, GcmImageOptions? options = null)
    {
        try
        {
            image = Decrypt(file, secret, options);
            return true;
        }
        catch (ClassicException)
        {
            image = null;
            return false;
        }
    }

    /// <summary>Encrypts an image of a file or a pipe.</summary>
    /// <param name="source">The image, read to its end.</param>
    /// <param name="target">Gets the file.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">The image is too large, which shows before memory is taken where the source has a
    /// length.</exception>
    public static async Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, GcmImageOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        GcmImageOptions chosen = Check(secret, options);
        (byte[] buffer, int length) = await BoundedReader.ReadAsync(source, OverheadInBytes, chosen.MaxLengthInBytes, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            await Task.Run(() => EncryptInPlace(buffer.AsSpan(0, length), secret, chosen), cancellationToken).ConfigureAwait(false);
            await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Decrypts an image of a file or a pipe. Nothing leaves before the tag was found right.</summary>
    /// <param name="source">The file, read to its end.</param>
    /// <param name="target">Gets the image.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A task that ends when all is written.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">The file is truncated, too large, altered or of another key.</exception>
    public static async Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, GcmImageOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        GcmImageOptions chosen = Check(secret, options);
        (byte[] buffer, int length) = await BoundedReader.ReadAsync(
            source, prefixLengthInBytes: 0, chosen.MaxLengthInBytes + OverheadInBytes, cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(
                () => DecryptCore(
                    buffer.AsSpan(0, length), buffer.AsSpan(0, length)[Math.Min(length, OverheadInBytes)..], secret, chosen),
                cancellationToken).ConfigureAwait(false);
            await target.WriteAsync(buffer.AsMemory(OverheadInBytes, length - OverheadInBytes), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    internal static GcmImageOptions Check(ClassicSecret secret, GcmImageOptions? options)
    {
        options ??= new();
        SchemeKey.Check(secret, SaltLengthInBytes, options.Iterations, options.Hash, options.KeySizeInBits);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxLengthInBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxLengthInBytes, GcmImageOptions.MaxLengthLimitInBytes, nameof(options));
        return options.Salt.Length is not (0 or SaltLengthInBytes)
            ? throw new ArgumentException("a salt of gcm-image has 16 bytes", nameof(options))
            : options;
    }

    private static void CheckLength(int lengthInBytes, GcmImageOptions options)
    {
        if (lengthInBytes > options.MaxLengthInBytes)
        {
            throw CbcErrors.TooLarge("the image is longer than allowed");
        }
    }

    private static void EncryptInPlace(Span<byte> file, ClassicSecret secret, GcmImageOptions options)
    {
        Span<byte> salt = file[..SaltLengthInBytes];
        Span<byte> nonce = file.Slice(SaltLengthInBytes, NonceLengthInBytes);
        RandomNumberGenerator.Fill(file[..(SaltLengthInBytes + NonceLengthInBytes)]);
        if (!options.Salt.IsEmpty)
        {
            options.Salt.Span.CopyTo(salt);
        }

        using SecretBytes key = SchemeKey.Derive(secret, salt, options.Iterations, options.Hash, options.KeySizeInBits);
        using AesGcm gcm = new(key.Span, TagLengthInBytes);
        Span<byte> content = file[OverheadInBytes..];
        gcm.Encrypt(nonce, content, content, file.Slice(SaltLengthInBytes + NonceLengthInBytes, TagLengthInBytes));
    }

    /// <summary>The image may stand where its ciphertext stood; it is zeros where the tag is wrong.</summary>
    private static void DecryptCore(ReadOnlySpan<byte> file, Span<byte> image, ClassicSecret secret, GcmImageOptions options)
    {
        if (file.Length < OverheadInBytes)
        {
            throw CbcErrors.Truncated();
        }

        using SecretBytes key = SchemeKey.Derive(
            secret, file[..SaltLengthInBytes], options.Iterations, options.Hash, options.KeySizeInBits);
        using AesGcm gcm = new(key.Span, TagLengthInBytes);
        try
        {
            gcm.Decrypt(
                file.Slice(SaltLengthInBytes, NonceLengthInBytes), file[OverheadInBytes..],
                file.Slice(SaltLengthInBytes + NonceLengthInBytes, TagLengthInBytes), image);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw CbcErrors.WrongKeyOrDamaged();
        }
    }
}
