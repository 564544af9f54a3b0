namespace Locket.Classic;

/// <summary>The hash under a key derivation, <c>-md</c> of <c>openssl enc</c>.</summary>
public enum OpenSslDigest
{
    /// <summary>SHA-256: the default since OpenSSL 1.1.0.</summary>
    Sha256,

    /// <summary>MD5: the default before OpenSSL 1.1.0.</summary>
    Md5,

    /// <summary>SHA-1.</summary>
    Sha1,

    /// <summary>SHA-384.</summary>
    Sha384,

    /// <summary>SHA-512.</summary>
    Sha512,
}
