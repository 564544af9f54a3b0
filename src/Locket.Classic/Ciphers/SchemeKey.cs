using System.Globalization;
using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Classic.Ciphers;

/// <summary>How a scheme gets its AES key: a raw key as it is, or a password through PBKDF2.</summary>
internal static class SchemeKey
{
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static SecretBytes Derive(
        ClassicSecret secret, ReadOnlySpan<byte> salt, int iterations, HashAlgorithmName hash, int keySizeInBits)
        => secret.IsRawKey
            ? new SecretBytes(secret.Bytes)
            : Pbkdf2.Derive(secret.Bytes, salt, iterations, hash, LengthInBytes(keySizeInBits));

    /// <summary>Derives on another thread, since it may take seconds.</summary>
    public static Task<SecretBytes> DeriveAsync(
        ClassicSecret secret, ReadOnlyMemory<byte> salt, int iterations, HashAlgorithmName hash, int keySizeInBits,
        CancellationToken cancellationToken)
        => Task.Run(() => Derive(secret, salt.Span, iterations, hash, keySizeInBits), cancellationToken);

    /// <summary>Checks what a caller chose, before any byte is read.</summary>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static void Check(ClassicSecret secret, int saltLengthInBytes, int iterations, HashAlgorithmName hash, int keySizeInBits)
    {
        ArgumentNullException.ThrowIfNull(secret);
        _ = LengthInBytes(keySizeInBits);
        if (!secret.IsRawKey)
        {
            Pbkdf2.Check(saltLengthInBytes, iterations, hash);
        }
    }

    private static int LengthInBytes(int keySizeInBits) => keySizeInBits is 128 or 192 or 256
        ? keySizeInBits / 8
        : throw new ArgumentOutOfRangeException(
            nameof(keySizeInBits),
            string.Create(CultureInfo.InvariantCulture, $"an AES key has 128, 192 or 256 bits, not {keySizeInBits}"));
}
