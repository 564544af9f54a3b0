using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>
/// The five calls of the <c>gcm-image</c> program with its own names and values, for those who come from it: each answers what the
/// program's answers, and reads what it wrote.
/// </summary>
/// <remarks>
/// <para>They live here, beside the scheme, so that nobody who looks for a way to seal pictures meets them by accident; their modern
/// counterparts are those of <c>Locket.Pictures.PictureCalls</c>, which also turn a picture into another format.</para>
/// <para>One difference is meant: the program decodes a picture and encodes it anew on its way to bytes and back, which loses quality and
/// everything beside the pixels. Here the bytes of the file are the picture.</para>
/// </remarks>
public static class GcmImageCalls
{
    private const int SaltInBytes = 16;
    private const int IvInBytes = 12;
    private const int TagInBytes = 16;

    /// <summary>Derives the key of one image: PBKDF2-HMAC-SHA256, 100,000 iterations, 32 bytes.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">16 bytes.</param>
    /// <returns>The key; it is the caller's to zero.</returns>
    /// <exception cref="ArgumentException">
    /// The salt has another length, or the secret is a raw key, of which nothing is derived.
    /// </exception>
    public static byte[] GenerateKey(ClassicSecret password, ReadOnlySpan<byte> salt)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.IsRawKey)
        {
            throw new ArgumentException("a raw key is used as it is; nothing is derived of it", nameof(password));
        }

        RequireLength(salt, SaltInBytes, nameof(salt));
        GcmImageOptions options = new();
        using SecretBytes key = SchemeKey.Derive(password, salt, options.Iterations, options.Hash, options.KeySizeInBits);
        return key.Span.ToArray();
    }

    /// <summary>Encrypts an image with a fresh salt and a fresh IV.</summary>
    /// <param name="image">Its bytes, at most 1 GiB.</param>
    /// <param name="password">A password, or a raw key.</param>
    /// <returns>The program's four values.</returns>
    /// <exception cref="ClassicException">The image is too large.</exception>
    public static GcmImageParts EncryptImage(ReadOnlySpan<byte> image, ClassicSecret password)
    {
        ReadOnlyMemory<byte> file = GcmImage.Encrypt(image, password);
        return new GcmImageParts(
            Salt: file[..SaltInBytes],
            Iv: file.Slice(SaltInBytes, IvInBytes),
            Tag: file.Slice(SaltInBytes + IvInBytes, TagInBytes),
            Ciphertext: file[GcmImage.OverheadInBytes..]);
    }

    /// <summary>Decrypts an image.</summary>
    /// <param name="ciphertext">As long as the image.</param>
    /// <param name="tag">16 bytes.</param>
    /// <param name="iv">12 bytes.</param>
    /// <param name="salt">16 bytes.</param>
    /// <param name="password">The password, or the raw key.</param>
    /// <returns>The image's bytes.</returns>
    /// <exception cref="ArgumentException">A value has another length.</exception>
    /// <exception cref="ClassicException">Something was altered, or the password is another.</exception>
    public static byte[] DecryptImage(
        ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> salt, ClassicSecret password)
    {
        RequireLength(tag, TagInBytes, nameof(tag));
        RequireLength(iv, IvInBytes, nameof(iv));
        RequireLength(salt, SaltInBytes, nameof(salt));
        return GcmImage.Decrypt([.. salt, .. iv, .. tag, .. ciphertext], password);
    }

    /// <summary>Decrypts an image.</summary>
    /// <param name="parts">The program's four values.</param>
    /// <param name="password">The password, or the raw key.</param>
    /// <returns>The image's bytes.</returns>
    /// <exception cref="ArgumentException">A value has another length.</exception>
    /// <exception cref="ClassicException">Something was altered, or the password is another.</exception>
    public static byte[] DecryptImage(GcmImageParts parts, ClassicSecret password)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return DecryptImage(parts.Ciphertext.Span, parts.Tag.Span, parts.Iv.Span, parts.Salt.Span, password);
    }

    /// <summary>The bytes of an image file, exactly.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static byte[] ImageToBytes(string path) => File.ReadAllBytes(path);

    /// <summary>Makes an image file of exactly these bytes. It appears under its name only when it is complete.</summary>
    /// <param name="image">The image's bytes.</param>
    /// <param name="path">The file to make; nothing is overwritten.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    /// <exception cref="LocketException">There is such a file already.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static Task BytesToImageAsync(ReadOnlyMemory<byte> image, string path) => ClassicFile.WriteAsync(
        path, overwrite: false, isPrivate: true, sourcePath: null, (file, stop) => file.WriteAsync(image, stop).AsTask());

    /// <summary>Makes an image file of exactly these bytes, and waits until it is on the disk.</summary>
    /// <param name="image">The image's bytes.</param>
    /// <param name="path">The file to make; nothing is overwritten.</param>
    /// <exception cref="LocketException">There is such a file already.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void BytesToImage(ReadOnlyMemory<byte> image, string path) => BytesToImageAsync(image, path).GetAwaiter().GetResult();

    private static void RequireLength(ReadOnlySpan<byte> value, int lengthInBytes, string name)
    {
        if (value.Length != lengthInBytes)
        {
            throw new ArgumentException($"it has {lengthInBytes} bytes in this scheme, not {value.Length}", name);
        }
    }
}
