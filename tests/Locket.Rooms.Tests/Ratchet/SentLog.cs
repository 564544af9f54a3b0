using System.Globalization;
using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>Seals for one side and keeps count beside it.</summary>
internal sealed class SentLog(string name)
{
    private readonly Dictionary<ulong, uint> _lengths = [];

    public int Count { get; private set; }

    /// <summary>Seals a text that no other message has; every third is equally long.</summary>
    public SentMessage Seal(Func<byte[], byte[]> seal, ulong epoch, Random random)
    {
        int id = Count++;
        string text = string.Create(CultureInfo.InvariantCulture, $"{id} from {name}{new string('.', id % 3 == 0 ? 0 : random.Next(40))}");
        uint number = _lengths.GetValueOrDefault(epoch);
        uint previous = epoch == 0 ? 0 : _lengths.GetValueOrDefault(epoch - 1);
        _lengths[epoch] = number + 1;
        return new SentMessage(id, seal(System.Text.Encoding.UTF8.GetBytes(text)), text, epoch, previous, number);
    }

    public SentMessage Seal(RatchetSession side, Random random)
        => Seal(text => side.Seal(text, RatchetPair.Data), side.Renewals, random);
}
