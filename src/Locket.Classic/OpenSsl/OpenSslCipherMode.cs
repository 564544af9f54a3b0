namespace Locket.Classic;

/// <summary>How AES is made to encrypt more than one block (NIST SP 800-38A).</summary>
public enum OpenSslCipherMode
{
    /// <summary>Cipher block chaining, with PKCS#7 padding: what almost every <c>openssl enc</c> file is.</summary>
    Cbc,

    /// <summary>Counter mode. No padding, so that nothing at all tells a wrong password from a right one.</summary>
    Ctr,

    /// <summary>Electronic codebook, with PKCS#7 padding. Equal blocks stay equal; read, never written.</summary>
    Ecb,

    /// <summary>Cipher feedback of 128 bits. No padding; read, never written.</summary>
    Cfb,

    /// <summary>Cipher feedback of 8 bits. No padding; read, never written.</summary>
    Cfb8,

    /// <summary>Output feedback. No padding; read, never written.</summary>
    Ofb,
}
