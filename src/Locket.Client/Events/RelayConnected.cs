namespace Locket.Client;

/// <summary>There is a connection to the relay; what it holds comes next.</summary>
/// <param name="Fingerprint">SHA-256 of its certificate (DER), 32 bytes.</param>
/// <param name="Trust">Why that certificate was taken.</param>
public sealed record RelayConnected(ReadOnlyMemory<byte> Fingerprint, CertificateTrust Trust) : ClientEvent;
