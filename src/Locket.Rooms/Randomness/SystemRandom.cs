using System.Security.Cryptography;
using Locket.Rooms.Curves;

namespace Locket.Rooms.Randomness;

/// <summary>The operating system's random bytes and keys.</summary>
internal sealed class SystemRandom : IRandomSource
{
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);

    public P256PrivateKey CreateKey() => P256PrivateKey.Generate();
}
