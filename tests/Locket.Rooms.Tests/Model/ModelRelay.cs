using Locket.Rooms.Entries;

namespace Locket.Rooms.Tests.Model;

/// <summary>A relay's log: one body, one place; numbers are consecutive.</summary>
internal sealed class ModelRelay(byte[] address)
{
    private readonly Dictionary<EntryHash, long> _seqs = [];

    /// <summary>Gets the bodies; the entry at index i has the number First + i.</summary>
    public List<byte[]> Bodies { get; } = [];

    public long First { get; init; } = 1_001;

    public long Head => First + Bodies.Count - 1;

    public (byte[] Id, long Seq) Append(ReadOnlyMemory<byte> body)
    {
        EntryHash id = EntryHash.Compute(address, body.Span);
        if (!_seqs.TryGetValue(id, out long seq))
        {
            seq = Append(body.ToArray(), id);
        }

        return (id.ToBytes(), seq);
    }

    /// <summary>Puts a body into the log again, as only a hostile relay does.</summary>
    public void AppendCopy(byte[] body) => Bodies.Add(body);

    public byte[] BodyAt(long seq) => Bodies[(int)(seq - First)];

    private long Append(byte[] body, EntryHash id)
    {
        Bodies.Add(body);
        _seqs.Add(id, Head);
        return Head;
    }
}
