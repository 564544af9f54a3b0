using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>
/// The scheme <c>cbc-hmac</c> of <c>aes_encrypt</c> and <c>aes_decrypt</c>: AES-CBC(PKCS#7(plaintext)) as base64 under a PBKDF2 key, and
/// HMAC-SHA256 under the same key over the base64 text.
/// </summary>
/// <remarks>
/// IV and salt are not under the MAC, so the plaintext's first 16 bytes can be altered unnoticed. <see cref="CbcHmacV2"/> mends that.
/// Messages are held in memory.
/// </remarks>
public static class CbcHmac
{
    /// <summary>The longest plaintext in bytes.</summary>
    public const int MaxPlaintextLengthInBytes = 64 * 1024 * 1024;

    private const int SaltLengthInBytes = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encrypts bytes under a random IV and salt.</summary>
    /// <param name="plaintext">At most <see cref="MaxPlaintextLengthInBytes"/> bytes.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>The four values.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static CbcHmacMessage Encrypt(ReadOnlySpan<byte> plaintext, ClassicSecret secret, CbcHmacOptions? options = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, MaxPlaintextLengthInBytes, nameof(plaintext));
        ReadOnlyMemory<byte> salt = options.Salt.IsEmpty ? RandomNumberGenerator.GetBytes(SaltLengthInBytes) : options.Salt;
        SchemeKey.Check(secret, salt.Length, options.Iterations, options.Hash, options.KeySizeInBits);
        using SecretBytes key = SchemeKey.Derive(secret, salt.Span, options.Iterations, options.Hash, options.KeySizeInBits);
        byte[] message = CbcMessage.Encrypt(key.Span, plaintext);
        string base64 = Convert.ToBase64String(message.AsSpan(CbcCipher.IvLengthInBytes));
        return new()
        {
            Ciphertext = base64,
            Iv = message.AsMemory(0, CbcCipher.IvLengthInBytes),
            Salt = salt,
            Mac = Mac(key, base64),
        };
    }

    /// <summary>Encrypts text as UTF-8.</summary>
    /// <param name="text">Text without lone surrogates.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>The four values.</returns>
    /// <exception cref="ArgumentException">The text or a parameter is outside of its bounds.</exception>
    public static CbcHmacMessage EncryptText(string text, ClassicSecret secret, CbcHmacOptions? options = null)
    {
        byte[] utf8 = StrictUtf8.GetBytes(text);
        try
        {
            return Encrypt(utf8, secret, options);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }

    /// <summary>Decrypts, after the MAC was found right.</summary>
    /// <param name="message">The four values.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>The plaintext. Its first 16 bytes are not authenticated.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">The ciphertext is no base64 or too long, or the MAC or what it covers is wrong.</exception>
    public static byte[] Decrypt(CbcHmacMessage message, ClassicSecret secret, CbcHmacOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        options ??= new();
        SchemeKey.Check(secret, message.Salt.Length, options.Iterations, options.Hash, options.KeySizeInBits);

        // Both need no key to be seen, so saying so tells an attacker nothing.
        if (message.Ciphertext.Length > CbcHmacMessage.MaxJsonLengthInBytes)
        {
            throw CbcErrors.TooLarge("the ciphertext is longer than cbc-hmac takes into memory at once");
        }

        if (!System.Buffers.Text.Base64.IsValid(message.Ciphertext) || message.Iv.Length != CbcHmacMessage.IvLengthInBytes)
        {
            throw new ClassicException(ClassicFailure.Malformed, "the ciphertext is not base64, or the IV does not have 16 bytes");
        }

        using SecretBytes key = SchemeKey.Derive(secret, message.Salt.Span, options.Iterations, options.Hash, options.KeySizeInBits);
        bool isGenuine = CryptographicOperations.FixedTimeEquals(Mac(key, message.Ciphertext), message.Mac.Span);
        return isGenuine && CbcMessage.TryDecrypt(
            key.Span, message.Iv.Span, Convert.FromBase64String(message.Ciphertext), out byte[]? plaintext)
            ? plaintext
            : throw CbcErrors.WrongKeyOrDamaged();
    }

    /// <summary>Decrypts, or says that it cannot.</summary>
    /// <param name="message">The four values.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="plaintext">The plaintext. Its first 16 bytes are not authenticated.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>False where the message is malformed, altered or of another key.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static bool TryDecrypt(
        CbcHmacMessage message, ClassicSecret secret, [NotNullWhen(true)] out byte[]? plaintext, CbcHmacOptions? options = null)
    {
        try
        {
            plaintext = Decrypt(message, secret, options);
            return true;
        }
        catch (ClassicException)
        {
            plaintext = null;
            return false;
        }
    }

    /// <summary>Decrypts text.</summary>
    /// <param name="message">The four values.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>The text; what its first 16 bytes of UTF-8 say is not authenticated.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">As <see cref="Decrypt"/> says, or the plaintext is not UTF-8.</exception>
    public static string DecryptText(CbcHmacMessage message, ClassicSecret secret, CbcHmacOptions? options = null)
    {
        byte[] utf8 = Decrypt(message, secret, options);
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            // Altering the IV gets here, so this must not differ from any other failure.
            throw CbcErrors.WrongKeyOrDamaged();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }

    private static byte[] Mac(SecretBytes key, string base64) => HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(base64));
}
