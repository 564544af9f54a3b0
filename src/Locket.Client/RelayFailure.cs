namespace Locket.Client;

/// <summary>Why there is no connection to the relay, as far as a user can act on it.</summary>
public enum RelayFailure
{
    /// <summary>No answer: no network, no such name, nobody listens, no TLS, or it took too long. A retry can help.</summary>
    Unreachable,

    /// <summary>The connection was there and is gone, without a word. A retry can help.</summary>
    Lost,

    /// <summary>The certificate is not the one that is pinned: somebody else answers. A retry does not help.</summary>
    OtherCertificate,

    /// <summary>The system does not trust the certificate, and there is no pin. A retry does not help.</summary>
    UntrustedCertificate,

    /// <summary>The relay said no; <see cref="RelayConnectionException.Fault"/> says what for and whether a retry can help.</summary>
    Refused,

    /// <summary>Something answers that is no relay. A retry helps only where a proxy says that the relay behind it is down.</summary>
    NotARelay,

    /// <summary>The relay sent what no relay sends. A retry does not help.</summary>
    BadFrame,
}
