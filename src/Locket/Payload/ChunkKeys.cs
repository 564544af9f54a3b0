using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Payload;

/// <summary>
/// One message's key, base nonce and commitment, all from one HKDF-Expand-SHA-512 (C2SP chunked-encryption, "Key derivation").
/// </summary>
internal sealed class ChunkKeys : IDisposable
{
    private const int NonceInBytes = 12;

    private readonly SecretBytes _derived;
    private readonly int _keyInBytes;

    private ChunkKeys(SecretBytes derived, int keyInBytes)
    {
        _derived = derived;
        _keyInBytes = keyInBytes;
    }

    public ReadOnlySpan<byte> Key => _derived.Span[.._keyInBytes];

    public ReadOnlySpan<byte> BaseNonce => _derived.Span.Slice(_keyInBytes, NonceInBytes);

    public ReadOnlySpan<byte> Commitment => _derived.Span[(_keyInBytes + NonceInBytes)..];

    public static int KeyInBytes(CipherSuite suite) => suite == CipherSuite.Aes256 ? 32 : 16;

    public static ChunkKeys Derive(CipherSuite suite, ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> context)
    {
        int keyInBytes = KeyInBytes(suite);
        if (inputKey.Length != keyInBytes)
        {
            throw new ArgumentException($"the input key has {inputKey.Length} bytes, not {keyInBytes}", nameof(inputKey));
        }

        ReadOnlySpan<byte> aead = suite == CipherSuite.Aes256 ? "AEAD_AES_256_GCM"u8 : "AEAD_AES_128_GCM"u8;
        byte[] info = [.. "c2sp.org/chunked-encryption@v1+"u8, .. aead, 0, .. salt, .. context];
        SecretBytes derived = new(keyInBytes + NonceInBytes + ChunkLayout.CommitmentInBytes);
        HkdfSha512.Expand(inputKey, info, derived.Span);
        return new ChunkKeys(derived, keyInBytes);
    }

    /// <summary>Raw mode: key and base nonce come from elsewhere, and there is no commitment.</summary>
    public static ChunkKeys FromRaw(ReadOnlySpan<byte> key, ReadOnlySpan<byte> baseNonce)
    {
        if (key.Length is not (16 or 32))
        {
            throw new ArgumentException("an AES key has 16 or 32 bytes here", nameof(key));
        }

        if (baseNonce.Length != NonceInBytes)
        {
            throw new ArgumentException($"the base nonce has {NonceInBytes} bytes", nameof(baseNonce));
        }

        SecretBytes derived = new(key.Length + NonceInBytes + ChunkLayout.CommitmentInBytes);
        key.CopyTo(derived.Span);
        baseNonce.CopyTo(derived.Span[key.Length..]);
        return new ChunkKeys(derived, key.Length);
    }

    public bool VerifyCommitment(ReadOnlySpan<byte> commitment) => CryptographicOperations.FixedTimeEquals(commitment, Commitment);

    public ChunkCipher CreateCipher() => new(Key, BaseNonce);

    public void Dispose() => _derived.Dispose();
}
