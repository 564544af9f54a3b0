namespace Locket.Client;

/// <summary>Why the relay's certificate was taken.</summary>
public enum CertificateTrust
{
    /// <summary>It is the one that the invitation (or the first connection) names.</summary>
    Pinned,

    /// <summary>The system trusts its issuer, and its name and dates are right.</summary>
    System,

    /// <summary>For no reason: any would have been taken. Only comparing its fingerprint shows who is there.</summary>
    Unchecked,
}
