namespace Locket;

/// <summary>The cipher of the payload (C2SP chunked-encryption; docs/format.md, "Payload").</summary>
public enum CipherSuite
{
    /// <summary>Cobblestone-256: AES-256-GCM, HKDF-Expand-SHA-512.</summary>
    Aes256,

    /// <summary>Cobblestone-128: AES-128-GCM, HKDF-Expand-SHA-512, for those who ask for 128-bit AES.</summary>
    Aes128,
}
