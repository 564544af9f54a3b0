using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Locket.Secrets;

namespace Locket.Classic.AesCrypt;

/// <summary>From a password to the key and IV of a file's content.</summary>
internal static class AesCryptKeys
{
    // Versions 0 to 2 hash the password 8192 times, so that a very long one would be a very long wait. AES Crypt allows 1024 characters.
    private const int MaxPasswordInBytes = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks that a secret can open AES Crypt files.</summary>
    public static void Validate(ClassicSecret secret)
    {
        if (secret.IsRawKey)
        {
            throw new ArgumentException("AES Crypt files are opened by a password, not by a key", nameof(secret));
        }

        if (secret.LengthInBytes > MaxPasswordInBytes)
        {
            throw new ArgumentException($"a password of AES Crypt has at most {MaxPasswordInBytes} bytes", nameof(secret));
        }
    }

    /// <summary>Returns the content's IV (16 bytes) and key (32 bytes), in this order, after the session's HMAC was found right.</summary>
    /// <exception cref="ClassicException">The HMAC is wrong: the password, or the header. Version 0 has none to tell.</exception>
    public static SecretBytes OpenSession(AesCryptHeader header, ClassicSecret secret)
    {
        SecretBytes session = new(AesCryptFormat.SessionInBytes);
        try
        {
            using SecretBytes key = DerivePasswordKey(header, secret);
            if (header.Info.Version == 0)
            {
                header.Iv.Span.CopyTo(session.Span);
                key.Span.CopyTo(session.Span[AesCryptFormat.BlockInBytes..]);
                return session;
            }

            CheckSessionMac(header, key.Span);
            using Aes aes = Aes.Create();
            aes.SetKey(key.Span);
            _ = aes.DecryptCbc(header.EncryptedSession.Span, header.Iv.Span, session.Span, PaddingMode.None);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static void CheckSessionMac(AesCryptHeader header, ReadOnlySpan<byte> key)
    {
        // From version 3 on the version itself is under the HMAC, so that a file cannot be taken for one of another version.
        Span<byte> message = stackalloc byte[AesCryptFormat.SessionInBytes + 1];
        header.EncryptedSession.Span.CopyTo(message);
        message[^1] = (byte)header.Info.Version;
        Span<byte> mac = stackalloc byte[AesCryptFormat.MacInBytes];
        HMACSHA256.HashData(key, header.Info.Version == 3 ? message : message[..^1], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, header.SessionMac.Span))
        {
            throw AesCryptErrors.WrongPassword();
        }
    }

    /// <summary>The key that a password and a header's IV give.</summary>
    public static SecretBytes DerivePasswordKey(AesCryptHeader header, ClassicSecret secret)
    {
        SecretBytes key = new(AesCryptFormat.KeyInBytes);
        if (header.Info.Version == 3)
        {
            Rfc2898DeriveBytes.Pbkdf2(secret.Bytes, header.Iv.Span, key.Span, (int)header.Info.Iterations, HashAlgorithmName.SHA512);
        }
        else
        {
            HashRepeatedly(header.Iv.Span, secret, key.Span);
        }

        return key;
    }

    // hash := IV || 16 zero bytes; 8192 times: hash := SHA-256(hash || password as UTF-16LE)
    private static void HashRepeatedly(ReadOnlySpan<byte> iv, ClassicSecret secret, Span<byte> hash)
    {
        ReadOnlySpan<byte> utf8 = secret.Bytes;
        char[] text = GC.AllocateArray<char>(StrictUtf8.GetMaxCharCount(utf8.Length), pinned: true);
        byte[] message = GC.AllocateArray<byte>(AesCryptFormat.KeyInBytes + (text.Length * sizeof(char)), pinned: true);
        try
        {
            int characters = StrictUtf8.GetChars(utf8, text);
            int length = AesCryptFormat.KeyInBytes
                + Encoding.Unicode.GetBytes(text.AsSpan(0, characters), message.AsSpan(AesCryptFormat.KeyInBytes));
            iv.CopyTo(message);
            for (int round = 0; round < AesCryptFormat.LegacyRounds; round++)
            {
                SHA256.HashData(message.AsSpan(0, length), message);
            }

            message.AsSpan(0, AesCryptFormat.KeyInBytes).CopyTo(hash);
        }
        catch (DecoderFallbackException)
        {
#pragma warning disable MA0054 // the inner exception quotes bytes of the password
            throw new ArgumentException("the password is not UTF-8, which AES Crypt files of versions 0 to 2 need", nameof(secret));
#pragma warning restore MA0054
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
            CryptographicOperations.ZeroMemory(message);
        }
    }
}
