using Locket.Rooms.Curves;

namespace Locket.Rooms.Randomness;

/// <summary>Where a room's random bytes and keys come from; a test's source gives the same every time.</summary>
internal interface IRandomSource
{
    /// <summary>Fills the destination with random bytes.</summary>
    void Fill(Span<byte> destination);

    /// <summary>Makes a fresh private key.</summary>
    P256PrivateKey CreateKey();
}
