using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Locket.Relay;

/// <summary>A relay's certificate and the fingerprint by which a joiner knows it.</summary>
public sealed class RelayCertificate : IDisposable
{
    /// <summary>The length of a fingerprint in bytes: SHA-256.</summary>
    public const int FingerprintInBytes = SHA256.HashSizeInBytes;

    /// <summary>Ten years: the pin is what is trusted, and it does not expire; a date could only lock people out.</summary>
    private const int LifetimeInYears = 10;

    private RelayCertificate(X509Certificate2 certificate)
    {
        Certificate = certificate;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
    }

    /// <summary>Gets SHA-256 of the certificate (DER) as 64 lower-case hexadecimal digits.</summary>
    public string Fingerprint { get; }

    internal X509Certificate2 Certificate { get; }

    /// <summary>Makes a new key pair (P-256) and a self-signed certificate that names nobody and no machine.</summary>
    /// <param name="time">The clock; the certificate holds from a day before, as clocks differ, for ten years.</param>
    public static RelayCertificate Create(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Locket relay", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        DateTimeOffset now = time.GetUtcNow();
        X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(LifetimeInYears));
        if (!OperatingSystem.IsWindows())
        {
            return new RelayCertificate(certificate);
        }

        // TLS on Windows takes no key that lives in this process alone; a round through PKCS #12 puts it where it looks.
        using (certificate)
        {
            return Import(certificate.Export(X509ContentType.Pkcs12));
        }
    }

    /// <summary>Takes what <see cref="Export"/> gave.</summary>
    /// <param name="exported">PKCS #12 without a password; stays the caller's.</param>
    /// <exception cref="CryptographicException">It is something else.</exception>
    public static RelayCertificate Import(ReadOnlySpan<byte> exported)
        => new(X509CertificateLoader.LoadPkcs12(exported, null, X509KeyStorageFlags.Exportable));

    /// <summary>Takes a certificate of one's own.</summary>
    /// <param name="certificate">With its private key; disposed with this object.</param>
    /// <exception cref="ArgumentException">It has no private key.</exception>
    public static RelayCertificate From(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.HasPrivateKey
            ? new RelayCertificate(certificate)
            : throw new ArgumentException("the certificate comes without its private key", nameof(certificate));
    }

    /// <summary>Copies certificate and private key, so that a relay can come back with the same fingerprint.</summary>
    /// <returns>PKCS #12 without a password: to be kept sealed only, and zeroed.</returns>
    /// <exception cref="CryptographicException">The key of a certificate of one's own is not to be copied.</exception>
    public byte[] Export() => Certificate.Export(X509ContentType.Pkcs12);

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
