using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Locket.Client.Connections;

/// <summary>Decides over the certificate of one connection and remembers what it decided.</summary>
internal sealed class CertificateJudge
{
    private readonly RelayTarget _target;

    public CertificateJudge(RelayTarget target) => _target = target;

    /// <summary>Gets SHA-256 of the certificate that was shown; empty before there was one.</summary>
    public ReadOnlyMemory<byte> Fingerprint { get; private set; }

    /// <summary>Gets why it was taken; meaningless where it was not.</summary>
    public CertificateTrust Trust { get; private set; }

    /// <summary>Gets why it was not taken; null where it was, or where none was shown.</summary>
    public RelayFailure? Refusal { get; private set; }

    public bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        byte[] fingerprint = SHA256.HashData(certificate.GetRawCertData());
        Fingerprint = fingerprint;
        if (!_target.Pin.IsEmpty)
        {
            // The pin says everything: what the system thinks of names, dates and issuers could only lock people out or let others in.
            Trust = CertificateTrust.Pinned;
            Refusal = CryptographicOperations.FixedTimeEquals(fingerprint, _target.Pin.Span) ? null : RelayFailure.OtherCertificate;
        }
        else if (errors == SslPolicyErrors.None)
        {
            Trust = CertificateTrust.System;
        }
        else
        {
            Trust = CertificateTrust.Unchecked;
            Refusal = _target.TakesAnyCertificate ? null : RelayFailure.UntrustedCertificate;
        }

        return Refusal is null;
    }
}
