using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Locket.Secrets;

namespace Locket.Classic;

/// <summary>What opens classic bytes: a password as UTF-8 exactly as typed, or a raw key. Disposing zeroes it.</summary>
/// <remarks>Unlike a <see cref="Password"/> it is not normalized, since the classic programs did not normalize theirs.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ClassicSecret : IDisposable
{
    /// <summary>The longest password in bytes of UTF-8, and the longest raw key in bytes.</summary>
    public const int MaxLengthInBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SecretBytes _bytes;

    private ClassicSecret(SecretBytes bytes, bool isRawKey)
    {
        _bytes = bytes;
        IsRawKey = isRawKey;
    }

    /// <summary>Whether this is a raw key, used as it is, rather than a password from which a key is derived.</summary>
    public bool IsRawKey { get; }

    /// <summary>The length in bytes.</summary>
    public int LengthInBytes => _bytes.LengthInBytes;

    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Makes a secret of a password.</summary>
    /// <param name="text">Unicode text without lone surrogates, at most <see cref="MaxLengthInBytes"/> bytes as UTF-8; it may be
    /// empty.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException">The text is too long or holds a lone surrogate.</exception>
    public static ClassicSecret FromPassword(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLengthInBytes)
        {
            throw new ArgumentException($"a password has at most {MaxLengthInBytes} bytes", nameof(text));
        }

        byte[] utf8 = GC.AllocateUninitializedArray<byte>(StrictUtf8.GetMaxByteCount(text.Length), pinned: true);
        try
        {
            int length = StrictUtf8.GetBytes(text, utf8);
            return FromPasswordBytes(utf8.AsSpan(0, length));
        }
        catch (EncoderFallbackException)
        {
#pragma warning disable MA0054 // the inner exception quotes characters of the password
            throw new ArgumentException("the password holds a lone surrogate, which has no UTF-8 form", nameof(text));
#pragma warning restore MA0054
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }

    /// <summary>Makes a secret of a password's bytes, which are copied and used as they are.</summary>
    /// <param name="bytes">0 to <see cref="MaxLengthInBytes"/> bytes.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException">There are too many bytes.</exception>
    public static ClassicSecret FromPasswordBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length <= MaxLengthInBytes
            ? new(new SecretBytes(bytes), isRawKey: false)
            : throw new ArgumentException($"a password has at most {MaxLengthInBytes} bytes", nameof(bytes));

    /// <summary>Makes a secret of a raw key, which is copied.</summary>
    /// <param name="key">The key, of a length that the scheme takes: 16, 24 or 32 bytes.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException">The length is not that of an AES key.</exception>
    public static ClassicSecret FromKey(ReadOnlySpan<byte> key)
        => key.Length is 16 or 24 or 32
            ? new(new SecretBytes(key), isRawKey: true)
            : throw new ArgumentException($"an AES key has 16, 24 or 32 bytes, not {key.Length}", nameof(key));

    /// <summary>Makes a random raw key.</summary>
    /// <param name="lengthInBytes">16, 24 or 32.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException">The length is not that of an AES key.</exception>
    public static ClassicSecret RandomKey(int lengthInBytes = 32)
        => lengthInBytes is 16 or 24 or 32
            ? new(SecretBytes.Random(lengthInBytes), isRawKey: true)
            : throw new ArgumentException($"an AES key has 16, 24 or 32 bytes, not {lengthInBytes}", nameof(lengthInBytes));

    /// <summary>Zeroes the secret; any later use throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>Says what kind of secret this is, and nothing of it.</summary>
    /// <returns><c>ClassicSecret (password)</c> or <c>ClassicSecret (key)</c>.</returns>
    public override string ToString() => IsRawKey ? "ClassicSecret (key)" : "ClassicSecret (password)";
}
