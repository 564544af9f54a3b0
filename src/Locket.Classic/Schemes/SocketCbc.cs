using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Locket.Classic.Ciphers;

namespace Locket.Classic;

/// <summary>A message of the scheme <c>socket-cbc</c>: base64 of IV (16 bytes) ‖ AES-CBC(PKCS#7(UTF-8)), under a raw key.</summary>
/// <remarks>It has no authentication: altered bytes give altered plaintext, as a rule without any error. Messages are held in
/// memory.</remarks>
public static class SocketCbc
{
    /// <summary>Encrypts a message under a random IV.</summary>
    /// <param name="plaintext">UTF-8 text in the program; any bytes here.</param>
    /// <param name="key">A raw key; 16 bytes in the program.</param>
    /// <returns>ASCII, without a line end.</returns>
    /// <exception cref="ArgumentException">The secret is a password.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, ClassicSecret key)
    {
        Check(key);
        byte[] message = CbcMessage.Encrypt(key.Bytes, plaintext);
        byte[] base64 = new byte[Base64.GetMaxEncodedToUtf8Length(message.Length)];
        Base64.EncodeToUtf8(message, base64, out _, out int written);
        return base64[..written];
    }

    /// <summary>Decrypts a message. Nothing says whether the plaintext is what was encrypted.</summary>
    /// <param name="base64">ASCII; white space is ignored.</param>
    /// <param name="key">A raw key; 16 bytes in the program.</param>
    /// <returns>The plaintext.</returns>
    /// <exception cref="ArgumentException">The secret is a password.</exception>
    /// <exception cref="ClassicException">It is no base64 (malformed), has fewer than 32 bytes (truncated), or its end is not that of a
    /// padded
    /// plaintext (wrong key or damaged).</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> base64, ClassicSecret key)
    {
        Check(key);
        byte[] buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, buffer, out _, out int length) != OperationStatus.Done)
        {
            throw new ClassicException(ClassicFailure.Malformed, "this is not base64");
        }

        return length < CbcMessage.MinLengthInBytes
            ? throw CbcErrors.Truncated()
            : CbcMessage.TryDecrypt(key.Bytes, buffer.AsSpan(0, length), out byte[]? plaintext)
                ? plaintext
                : throw CbcErrors.WrongKeyOrDamaged();
    }

    /// <summary>Decrypts a message, or says that it cannot.</summary>
    /// <param name="base64">ASCII; white space is ignored.</param>
    /// <param name="key">A raw key; 16 bytes in the program.</param>
    /// <param name="plaintext">The plaintext.</param>
    /// <returns>False where it is no base64 or too short, or its end is not that of a padded plaintext.</returns>
    /// <exception cref="ArgumentException">The secret is a password.</exception>
    public static bool TryDecrypt(ReadOnlySpan<byte> base64, ClassicSecret key, [NotNullWhen(true)] out byte[]? plaintext)
    {
        try
        {
            plaintext = Decrypt(base64, key);
            return true;
        }
        catch (ClassicException)
        {
            plaintext = null;
            return false;
        }
    }

    private static void Check(ClassicSecret key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!key.IsRawKey)
        {
            throw new ArgumentException("socket-cbc takes a raw key of 16, 24 or 32 bytes, not a password", nameof(key));
        }
    }
}
