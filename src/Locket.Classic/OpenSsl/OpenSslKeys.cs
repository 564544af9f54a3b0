using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic.OpenSsl;

/// <summary>Key and IV, from whatever the caller has.</summary>
internal static class OpenSslKeys
{
    /// <summary>Checks what the caller chose, before any work.</summary>
    /// <exception cref="ArgumentException">Options and secret do not fit together.</exception>
    /// <exception cref="ClassicException">More iterations than allowed.</exception>
    public static void Validate(ClassicSecret secret, OpenSslEncOptions options)
    {
        if (!Enum.IsDefined(options.Digest) || !Enum.IsDefined(options.KeyDerivation) || !Enum.IsDefined(options.Encoding))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "an option is none of its named values");
        }

        if (options.Iterations < 1 || options.MaxIterations is < 1 or > ClassicLimits.MaxIterations)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"iterations are 1 or more, their limit 1 to {ClassicLimits.MaxIterations}");
        }

        if (secret.IsRawKey)
        {
            ValidateRaw(secret, options);
        }
        else if (!options.Iv.IsEmpty)
        {
            throw new ArgumentException("an IV is chosen for a raw key only; with a password it comes of the password", nameof(options));
        }
        else if (options.KeyDerivation == OpenSslKeyDerivation.Pbkdf2 && options.Iterations > options.MaxIterations)
        {
            throw CbcErrors.TooLarge(
                $"{options.Iterations} iterations of PBKDF2 are asked for; at most {options.MaxIterations} are accepted");
        }
    }

    /// <summary>Returns the key and after it the IV, which is the last 16 bytes.</summary>
    public static SecretBytes Derive(ClassicSecret secret, ReadOnlySpan<byte> salt, OpenSslEncOptions options)
    {
        SecretBytes result = new(options.Cipher.KeyLengthInBytes + SaltedHeader.IvInBytes);
        if (secret.IsRawKey)
        {
            secret.Bytes.CopyTo(result.Span);
            options.Iv.Span.CopyTo(result.Span[secret.LengthInBytes..]);
        }
        else if (options.KeyDerivation == OpenSslKeyDerivation.BytesToKey)
        {
            BytesToKey.Derive(secret.Bytes, salt, Name(options.Digest), result.Span);
        }
        else if (options.Digest == OpenSslDigest.Md5)
        {
            Pbkdf2Md5.Derive(secret.Bytes, salt, options.Iterations, result.Span);
        }
        else
        {
            Rfc2898DeriveBytes.Pbkdf2(secret.Bytes, salt, result.Span, options.Iterations, Name(options.Digest));
        }

        return result;
    }

    private static void ValidateRaw(ClassicSecret secret, OpenSslEncOptions options)
    {
        if (secret.LengthInBytes != options.Cipher.KeyLengthInBytes)
        {
            throw new ArgumentException(
                $"{options.Cipher.Name} takes a key of {options.Cipher.KeyLengthInBytes} bytes, not {secret.LengthInBytes}",
                nameof(secret));
        }

        bool needsIv = options.Cipher.Mode != OpenSslCipherMode.Ecb;
        if (options.Iv.Length != (needsIv ? SaltedHeader.IvInBytes : 0))
        {
            throw new ArgumentException(
                needsIv ? $"{options.Cipher.Name} with a raw key takes an IV of 16 bytes" : $"{options.Cipher.Name} takes no IV",
                nameof(options));
        }
    }

    private static HashAlgorithmName Name(OpenSslDigest digest) => digest switch
    {
        OpenSslDigest.Md5 => HashAlgorithmName.MD5,
        OpenSslDigest.Sha1 => HashAlgorithmName.SHA1,
        OpenSslDigest.Sha256 => HashAlgorithmName.SHA256,
        OpenSslDigest.Sha384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
