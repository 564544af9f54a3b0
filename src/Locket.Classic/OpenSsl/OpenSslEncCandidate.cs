namespace Locket.Classic;

/// <summary>One way in which a file may have been made: the padding comes out right.</summary>
/// <param name="Options">What <see cref="OpenSslEnc.DecryptAsync"/> would need.</param>
/// <param name="Look">What the plaintext would look like.</param>
public sealed record OpenSslEncCandidate(OpenSslEncOptions Options, OpenSslPlaintextLook Look);
