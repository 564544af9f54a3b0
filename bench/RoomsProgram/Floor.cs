using System.Security.Cryptography;

namespace Locket.Bench.Rooms;

/// <summary>
/// The bare calls that a message cannot do without (docs/protocol.md): AES-GCM, HMAC, HKDF and SHA-256 over the same lengths, and ECDH at a
/// turn. No formats, no state, no checks: the same primitives of the same runtime, on buffers that are there already.
/// </summary>
internal sealed class Floor : IDisposable
{
    private const int KeyInBytes = 32;
    private const int ChunkInBytes = 16_384;
    private const int HeaderInBytes = 73;
    private const int EncryptedHeaderInBytes = 105;
    private const int WrapTextInBytes = 72;
    private const int WrapPrefixInBytes = 63;
    private const int IdInBytes = 16;

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(KeyInBytes);
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _context = RandomNumberGenerator.GetBytes(160);
    private readonly byte[] _derived = new byte[76];
    private readonly byte[] _rootKeys = new byte[96];
    private readonly byte[] _ciphertext;
    private readonly byte[] _body;
    private readonly int _receivers;
    private readonly GcmCall _content;
    private readonly GcmCall _header = new(KeyInBytes, 0, [HeaderInBytes]);
    private readonly GcmCall _wrap;
    private readonly ECDiffieHellman _own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman _peer = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="paddedInBytes">The bucket that the text falls into.</param>
    /// <param name="receivers">How many wraps there are.</param>
    /// <param name="bodyInBytes">The whole entry.</param>
    public Floor(int paddedInBytes, int receivers, int bodyInBytes)
    {
        _receivers = receivers;
        _body = RandomNumberGenerator.GetBytes(bodyInBytes);
        _ciphertext = RandomNumberGenerator.GetBytes(paddedInBytes + ((paddedInBytes / ChunkInBytes) * 16) + 72);
        int full = paddedInBytes / ChunkInBytes;
        _content = new GcmCall(KeyInBytes, 0, [.. Enumerable.Repeat(ChunkInBytes, full), paddedInBytes % ChunkInBytes]);
        _wrap = new GcmCall(KeyInBytes, WrapPrefixInBytes + (receivers * IdInBytes) + KeyInBytes + EncryptedHeaderInBytes, [WrapTextInBytes]);
    }

    /// <summary>What a sender needs: the content once, and a header and a wrap for each receiver.</summary>
    public void Seal()
    {
        ContentKeys();
        _content.Encrypt();
        for (int receiver = 0; receiver < _receivers; receiver++)
        {
            MessageKeys();
            _header.Encrypt();
            _wrap.Encrypt();
        }

        Hashes();
    }

    /// <summary>What one receiver needs.</summary>
    public void Open()
    {
        MessageKeys();
        _header.Decrypt();
        _wrap.Decrypt();
        ContentKeys();
        _content.Decrypt();
        Hashes();
    }

    /// <summary>What a turn needs on the side that makes it: one fresh key, two agreements, two derivations of the root.</summary>
    public void Turn()
    {
        byte[] received = _own.DeriveRawSecretAgreement(_peer.PublicKey);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, received, _rootKeys, _secret, "locket/v1 ratchet root"u8);
        using ECDiffieHellman fresh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        byte[] sending = fresh.DeriveRawSecretAgreement(_peer.PublicKey);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, sending, _rootKeys, _secret, "locket/v1 ratchet root"u8);
    }

    /// <summary>What both sides of a pairing need together: eight agreements and four fresh keys; see docs/performance.md.</summary>
    public void Handshake()
    {
        for (int agreement = 0; agreement < 8; agreement++)
        {
            _ = _own.DeriveRawSecretAgreement(_peer.PublicKey);
        }

        for (int key = 0; key < 4; key++)
        {
            using ECDiffieHellman fresh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            _ = fresh.ExportParameters(includePrivateParameters: false);
        }
    }

    public void Dispose()
    {
        _own.Dispose();
        _peer.Dispose();
    }

    /// <summary>HKDF-Expand-SHA-512 to 76 bytes: two blocks.</summary>
    private void ContentKeys()
    {
        HMACSHA512.HashData(_secret, _context, _derived.AsSpan(0, 64));
        HMACSHA512.HashData(_secret, _context, _derived.AsSpan(0, 64));
    }

    /// <summary>Two steps of the chain, and key and nonce of header and wrap.</summary>
    private void MessageKeys()
    {
        HMACSHA256.HashData(_secret, [1], _derived.AsSpan(0, KeyInBytes));
        HMACSHA256.HashData(_secret, [2], _derived.AsSpan(0, KeyInBytes));
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, _derived.AsSpan(0, 44), _salt, "locket/v1 ratchet header 256"u8);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, _derived.AsSpan(0, 44), _salt, "locket/v1 ratchet message 256"u8);
    }

    /// <summary>H(C), the entry's id, and the hash that the sender's next message names.</summary>
    private void Hashes()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_ciphertext, hash);
        SHA256.HashData(_body, hash);
        SHA256.HashData(_body, hash);
    }
}
