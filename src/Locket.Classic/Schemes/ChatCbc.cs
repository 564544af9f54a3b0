using System.Diagnostics.CodeAnalysis;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>
/// A message of the scheme <c>chat-cbc</c>: IV (16 bytes) ‖ AES-CBC(PKCS#7(UTF-8)), under a key that PBKDF2 makes of a password.
/// </summary>
/// <remarks>It has no authentication: altered bytes give altered plaintext, as a rule without any error. Messages are held in
/// memory.</remarks>
public static class ChatCbc
{
    /// <summary>The shortest message: IV and one block.</summary>
    public const int MinMessageLengthInBytes = CbcMessage.MinLengthInBytes;

    /// <summary>Makes the raw key of a password, so that many messages cost one derivation.</summary>
    /// <param name="password">A password; of a raw key comes a copy.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>The key, to be disposed.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static ClassicSecret DeriveKey(ClassicSecret password, ChatCbcOptions? options = null)
    {
        using SecretBytes key = Key(password, options);
        return ClassicSecret.FromKey(key.Span);
    }

    /// <summary>Encrypts a message under a random IV.</summary>
    /// <param name="plaintext">UTF-8 text in the program; any bytes here.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>17 to 32 bytes more than the plaintext has.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, ClassicSecret secret, ChatCbcOptions? options = null)
    {
        using SecretBytes key = Key(secret, options);
        return CbcMessage.Encrypt(key.Span, plaintext);
    }

    /// <summary>Decrypts a message. Nothing says whether the plaintext is what was encrypted.</summary>
    /// <param name="message">IV and ciphertext.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>The plaintext.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    /// <exception cref="ClassicException">There are fewer than 32 bytes (truncated), or the end is not that of a padded plaintext (wrong
    /// key or
    /// damaged).</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> message, ClassicSecret secret, ChatCbcOptions? options = null)
    {
        Check(secret, options ??= new());
        if (message.Length < MinMessageLengthInBytes)
        {
            throw CbcErrors.Truncated();
        }

        return TryDecrypt(message, secret, out byte[]? plaintext, options) ? plaintext : throw CbcErrors.WrongKeyOrDamaged();
    }

    /// <summary>Decrypts a message, or says that it cannot.</summary>
    /// <param name="message">IV and ciphertext.</param>
    /// <param name="secret">A password or a raw key.</param>
    /// <param name="plaintext">The plaintext.</param>
    /// <param name="options">The program's own parameters where null.</param>
    /// <returns>False where the message is too short, or its end is not that of a padded plaintext.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> message, ClassicSecret secret, [NotNullWhen(true)] out byte[]? plaintext, ChatCbcOptions? options = null)
    {
        using SecretBytes key = Key(secret, options);
        return CbcMessage.TryDecrypt(key.Span, message, out plaintext);
    }

    private static SecretBytes Key(ClassicSecret secret, ChatCbcOptions? options)
    {
        options ??= new();
        Check(secret, options);
        return SchemeKey.Derive(secret, options.Salt.Span, options.Iterations, options.Hash, options.KeySizeInBits);
    }

    private static void Check(ClassicSecret secret, ChatCbcOptions options)
        => SchemeKey.Check(secret, options.Salt.Length, options.Iterations, options.Hash, options.KeySizeInBits);
}
