using System.Security.Cryptography;
using Locket.Rooms.Randomness;

namespace Locket.Rooms.Ratchet;

/// <summary>
/// AES-GCM under a key and a nonce that HKDF-SHA-256 makes of a secret and a fresh salt (docs/protocol.md, "Double ratchet").
/// </summary>
/// <remarks>
/// <code>
///  salt (16, random) | ciphertext (as long as the plaintext) | tag (16)
///
///  key (32 or 16) || nonce (12) = HKDF-SHA-256(salt, secret, info)
/// </code>
/// The salt makes every pair of key and nonce fresh, whatever the secret: the header key seals many headers, and a side that goes on
/// from a copy of an old state uses its message keys again.
/// </remarks>
internal static class SaltedCipher
{
    /// <summary>The length of the salt in bytes: after 2^48 messages under one secret a repetition has probability 2^-33.</summary>
    public const int SaltInBytes = 16;

    /// <summary>What sealing adds, in bytes.</summary>
    public const int OverheadInBytes = SaltInBytes + TagInBytes;

    private const int TagInBytes = 16;
    private const int NonceInBytes = 12;

    /// <summary>Draws the salt and seals.</summary>
    /// <param name="scope">The suite and the info of the derivation.</param>
    /// <param name="secret">A header key or a message key.</param>
    /// <param name="plaintext">What to seal.</param>
    /// <param name="associatedData">What to bind.</param>
    /// <param name="random">Where the salt comes from.</param>
    /// <param name="destination">The plaintext's length and <see cref="OverheadInBytes"/> more.</param>
    public static void Seal(
        CipherScope scope,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> associatedData,
        IRandomSource random,
        Span<byte> destination)
    {
        Span<byte> salt = destination[..SaltInBytes];
        random.Fill(salt);
        Span<byte> derived = stackalloc byte[scope.KeyInBytes + NonceInBytes];
        try
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, salt, scope.Info);
            Span<byte> nonce = derived[scope.KeyInBytes..];
            using AesGcm aes = new(derived[..scope.KeyInBytes], TagInBytes);
            aes.Encrypt(nonce, plaintext, destination[SaltInBytes..^TagInBytes], destination[^TagInBytes..], associatedData);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Opens what <see cref="Seal"/> made; false, with a zeroed destination, for anything else.</summary>
    /// <param name="scope">The suite and the info of the derivation.</param>
    /// <param name="secret">A header key or a message key.</param>
    /// <param name="sealedBytes">Salt, ciphertext and tag, at least <see cref="OverheadInBytes"/> bytes.</param>
    /// <param name="associatedData">What was bound.</param>
    /// <param name="destination"><see cref="OverheadInBytes"/> bytes less.</param>
    public static bool TryOpen(
        CipherScope scope,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> sealedBytes,
        ReadOnlySpan<byte> associatedData,
        Span<byte> destination)
    {
        Span<byte> derived = stackalloc byte[scope.KeyInBytes + NonceInBytes];
        try
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, sealedBytes[..SaltInBytes], scope.Info);
            Span<byte> nonce = derived[scope.KeyInBytes..];
            using AesGcm aes = new(derived[..scope.KeyInBytes], TagInBytes);
            aes.Decrypt(nonce, sealedBytes[SaltInBytes..^TagInBytes], sealedBytes[^TagInBytes..], destination, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            // AesGcm has zeroed the destination.
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }
}
