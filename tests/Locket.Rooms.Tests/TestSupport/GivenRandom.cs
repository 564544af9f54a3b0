using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Xunit;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>Gives out the bytes it was given, in order, and nothing more.</summary>
internal sealed class GivenRandom(params byte[][] draws) : IRandomSource
{
    private readonly Queue<byte[]> _draws = new(draws);

    public void Fill(Span<byte> destination)
    {
        byte[] draw = _draws.Dequeue();
        Assert.Equal(destination.Length, draw.Length);
        draw.CopyTo(destination);
    }

    public P256PrivateKey CreateKey() => DrawnKey.From(Fill);
}
