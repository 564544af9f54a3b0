using System.Security.Cryptography;

namespace Locket.Classic.Adoption;

/// <summary>What two contents are compared by.</summary>
/// <param name="LengthInBytes">The length.</param>
/// <param name="Sha256">The hash; as secret as a guess at the content is.</param>
/// <param name="Look">What the content looks like.</param>
internal sealed record ContentDigest(long LengthInBytes, byte[] Sha256, OpenSslPlaintextLook Look)
{
    private const int MinUnpaddedTextInBytes = 32;

    public bool IsOfSameContent(ContentDigest other)
        => LengthInBytes == other.LengthInBytes && CryptographicOperations.FixedTimeEquals(Sha256, other.Sha256);

    /// <summary>Whether the content could as well be what a wrong password or a wrong mode gives.</summary>
    /// <param name="isPadded">Whether the padding was checked, which random bytes pass once in 256 times.</param>
    public bool IsDoubtful(bool isPadded) => Look switch
    {
        OpenSslPlaintextLook.Empty => false,
        OpenSslPlaintextLook.Unknown => true,

        // The stream modes share their first block: a mark there says nothing of the rest, and a few bytes are text by accident.
        OpenSslPlaintextLook.KnownFile => !isPadded,
        _ => !isPadded && LengthInBytes < MinUnpaddedTextInBytes,
    };

    public override string ToString() => "ContentDigest";
}
