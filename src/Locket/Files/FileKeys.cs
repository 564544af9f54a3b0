using System.Security.Cryptography;
using Locket.Payload;
using Locket.Secrets;

namespace Locket.Files;

/// <summary>A file key and what is derived from it by HKDF-SHA-256 with an empty salt (docs/format.md, "Keys").</summary>
internal sealed class FileKeys : IDisposable
{
    private const int SubkeyInBytes = 32;

    private readonly SecretBytes _fileKey;

    public FileKeys(SecretBytes fileKey)
    {
        _fileKey = fileKey;
    }

    public ReadOnlySpan<byte> FileKey => _fileKey.Span;

    public SecretBytes DeriveHeaderKey() => Derive("locket/v1 header"u8, SubkeyInBytes);

    public SecretBytes DeriveMetadataKey() => Derive("locket/v1 metadata"u8, SubkeyInBytes);

    public SecretBytes DerivePayloadKey(CipherSuite suite) => suite == CipherSuite.Aes256
        ? Derive("locket/v1 payload 256"u8, ChunkKeys.KeyInBytes(suite))
        : Derive("locket/v1 payload 128"u8, ChunkKeys.KeyInBytes(suite));

    public void Dispose() => _fileKey.Dispose();

    private SecretBytes Derive(ReadOnlySpan<byte> info, int lengthInBytes)
    {
        SecretBytes subkey = new(lengthInBytes);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _fileKey.Span, subkey.Span, salt: [], info);
        return subkey;
    }
}
