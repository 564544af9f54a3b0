namespace Locket.Classic;

/// <summary>How <c>openssl enc</c> makes a key and an IV of a password.</summary>
public enum OpenSslKeyDerivation
{
    /// <summary>PBKDF2 (RFC 8018): <c>-pbkdf2</c> or <c>-iter</c>.</summary>
    Pbkdf2,

    /// <summary>EVP_BytesToKey with one round, as without these options: the password costs an attacker one hash a guess.</summary>
    BytesToKey,
}
