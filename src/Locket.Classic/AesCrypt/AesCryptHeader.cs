namespace Locket.Classic.AesCrypt;

/// <summary>Everything before the ciphertext.</summary>
/// <param name="Info">Version, iterations and extensions.</param>
/// <param name="LastBlockSize">Version 0 only: how many bytes of the last block count, 0 for all 16.</param>
/// <param name="Iv">16 bytes: salt of the password's key, and IV of what it encrypts.</param>
/// <param name="EncryptedSession">48 bytes: the session's IV and key, encrypted; empty in version 0.</param>
/// <param name="SessionMac">32 bytes: HMAC of the former; empty in version 0.</param>
internal sealed record AesCryptHeader(
    AesCryptInfo Info, byte LastBlockSize, ReadOnlyMemory<byte> Iv, ReadOnlyMemory<byte> EncryptedSession, ReadOnlyMemory<byte> SessionMac);
