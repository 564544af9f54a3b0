using Locket.Payload;

namespace Locket.Rooms.Ratchet;

/// <summary>What a derived key is for: a suite and an info string, so that no key serves two ends.</summary>
internal readonly ref struct CipherScope
{
    private CipherScope(CipherSuite suite, ReadOnlySpan<byte> info)
    {
        KeyInBytes = ChunkKeys.KeyInBytes(suite);
        Info = info;
    }

    public int KeyInBytes { get; }

    public ReadOnlySpan<byte> Info { get; }

    public static CipherScope Header(CipherSuite suite) => suite == CipherSuite.Aes256
        ? new(suite, "locket/v1 ratchet header 256"u8)
        : new(suite, "locket/v1 ratchet header 128"u8);

    public static CipherScope Message(CipherSuite suite) => suite == CipherSuite.Aes256
        ? new(suite, "locket/v1 ratchet message 256"u8)
        : new(suite, "locket/v1 ratchet message 128"u8);
}
