using System.Globalization;
using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Classic.Ciphers;

/// <summary>PBKDF2 (RFC 8018, section 5.2) within <see cref="ClassicLimits"/>.</summary>
internal static class Pbkdf2
{
    /// <summary>Two hundred blocks of the shortest hash; no scheme needs more than 96 bytes.</summary>
    private const int MaxLengthInBytes = 4096;

    /// <summary>Derives a key.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <param name="salt">0 to <see cref="ClassicLimits.MaxSaltLengthInBytes"/> bytes.</param>
    /// <param name="iterations">1 to <see cref="ClassicLimits.MaxIterations"/>.</param>
    /// <param name="hash">SHA1, SHA256, SHA384, SHA512, or SHA3 where the system has it.</param>
    /// <param name="lengthInBytes">How much to derive.</param>
    /// <returns>The key, to be disposed.</returns>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static SecretBytes Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, HashAlgorithmName hash, int lengthInBytes)
    {
        Check(salt.Length, iterations, hash);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthInBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthInBytes, MaxLengthInBytes);
        SecretBytes key = new(lengthInBytes);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, key.Span, iterations, hash);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Checks what a caller chose, before any work.</summary>
    /// <exception cref="ArgumentException">A parameter is outside of its bounds.</exception>
    public static void Check(int saltLengthInBytes, int iterations, HashAlgorithmName hash)
    {
        if (saltLengthInBytes > ClassicLimits.MaxSaltLengthInBytes)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"a salt has at most {ClassicLimits.MaxSaltLengthInBytes} bytes"),
                nameof(saltLengthInBytes));
        }

        if (iterations is < 1 or > ClassicLimits.MaxIterations)
        {
            throw new ArgumentOutOfRangeException(
                nameof(iterations),
                string.Create(CultureInfo.InvariantCulture, $"PBKDF2 takes 1 to {ClassicLimits.MaxIterations} iterations here"));
        }

        if (!IsSupported(hash))
        {
            throw new ArgumentException(
                $"PBKDF2 with the hash '{hash.Name}' is not available; use SHA1, SHA256, SHA384 or SHA512", nameof(hash));
        }
    }

    private static bool IsSupported(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" or "SHA256" or "SHA384" or "SHA512" => true,
        "SHA3-256" => HMACSHA3_256.IsSupported,
        "SHA3-384" => HMACSHA3_384.IsSupported,
        "SHA3-512" => HMACSHA3_512.IsSupported,
        _ => false,
    };
}
