using System.Security.Cryptography;

namespace Locket.Classic.Adoption;

/// <summary>What two contents are compared by.</summary>
/// <param name="LengthInBytes">The length.</param>
/// <param name="Sha256">The hash; as secret as a guess at the content is.</param>
/// <param name="Look">What the content looks like.</param>
internal sealed record ContentDigest(long LengthInBytes, byte[] Sha256, OpenSslPlaintextLook Look)
{
    public bool IsOfSameContent(ContentDigest other)
        => LengthInBytes == other.LengthInBytes && CryptographicOperations.FixedTimeEquals(Sha256, other.Sha256);

    public override string ToString() => "ContentDigest";
}
