namespace Locket.Classic;

/// <summary>What the start of an AES Crypt file says, before any password.</summary>
/// <param name="Version">The version of the stream format, 0 to 3.</param>
/// <param name="Iterations">
/// How often the password is hashed: 8192 rounds of SHA-256 for versions 0 to 2, for version 3 the file's own count of PBKDF2-HMAC-SHA512.
/// </param>
/// <param name="ExtensionsInBytes">All extensions together, with their two bytes of length each; they are not authenticated.</param>
public sealed record AesCryptInfo(int Version, long Iterations, int ExtensionsInBytes)
{
    /// <summary>
    /// Whether the HMAC also decides how long the plaintext is. In versions 0 to 2 it does not: a byte outside it says how many bytes of
    /// the last block count, so that whoever alters the file can cut or add up to 15 bytes at its end unnoticed.
    /// </summary>
    public bool IsLengthAuthenticated => Version == 3;
}
