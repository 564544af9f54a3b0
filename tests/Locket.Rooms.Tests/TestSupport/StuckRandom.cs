using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Xunit;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>Fresh bytes, but every key that it makes is the same.</summary>
internal sealed class StuckRandom(byte[] scalar) : IRandomSource
{
    private readonly SystemRandom _random = new();

    public void Fill(Span<byte> destination) => _random.Fill(destination);

    public P256PrivateKey CreateKey()
    {
        Assert.True(P256PrivateKey.TryImport(scalar, out P256PrivateKey? key));
        return key;
    }
}
