using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>The same bytes and keys every time: SHA-256(seed || counter), the counter being 0, 1, ... in 8 big-endian bytes.</summary>
internal sealed class SeededRandom(string seed) : IRandomSource
{
    private readonly byte[] _seed = Encoding.UTF8.GetBytes(seed);
    private readonly Queue<byte> _ready = [];
    private ulong _counter;

    public void Fill(Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            if (_ready.Count == 0)
            {
                byte[] counter = new byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64BigEndian(counter, _counter++);
                Array.ForEach(SHA256.HashData([.. _seed, .. counter]), _ready.Enqueue);
            }

            destination[i] = _ready.Dequeue();
        }
    }

    public P256PrivateKey CreateKey() => DrawnKey.From(Fill);
}
