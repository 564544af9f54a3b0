using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>
/// The bodies that the relay has not confirmed, in the order in which they were made, and the ids of those just confirmed.
/// </summary>
internal sealed class Outbox
{
    private readonly List<OutboxItem> _items = [];

    // Confirmed and not yet seen in the log, so that they are known as ours when they come.
    private readonly List<EntryHash> _confirmed = [];
    private long _lengthInBytes;
    private OutboxEntry[]? _shown;

    /// <summary>Gets a value indicating whether texts, pieces and notices have to wait.</summary>
    public bool IsFull => _items.Count >= TranscriptLimits.MaxOutboxBodies || _lengthInBytes >= TranscriptLimits.MaxOutboxInBytes;

    /// <summary>Gets a value indicating whether nothing more goes in.</summary>
    public bool IsOverfull => _items.Count >= TranscriptLimits.MaxOutboxInAll;

    /// <summary>Gets what is to be sent.</summary>
    public IReadOnlyList<OutboxEntry> Entries
        => _shown ??= [.. _items.Select(item => new OutboxEntry(item.Id.ToBytes(), item.Body))];

    /// <summary>Puts a body at the end; false, and nothing is changed, where there is no room for any.</summary>
    public bool TryAdd(OutboxItem item)
    {
        if (IsOverfull)
        {
            return false;
        }

        _items.Add(item);
        _lengthInBytes += item.Body.Length;
        _shown = null;
        return true;
    }

    public int PiecesOf(long file) => _items.Count(item => item.Role == OutboxRole.Piece && item.Local == file);

    /// <summary>Takes out what the relay has; false for an id that is not here.</summary>
    public bool TryConfirm(EntryHash id, [NotNullWhen(true)] out OutboxItem? item)
    {
        int index = _items.FindIndex(item => item.Id == id);
        item = index < 0 ? null : _items[index];
        if (item is null)
        {
            return false;
        }

        _items.RemoveAt(index);
        _lengthInBytes -= item.Body.Length;
        _shown = null;
        _confirmed.Add(id);
        if (_confirmed.Count > TranscriptLimits.MaxConfirmed)
        {
            _confirmed.RemoveAt(0);
        }

        return true;
    }

    /// <summary>Whether an entry that came is one of ours, confirmed before; each once.</summary>
    public bool TryMeet(EntryHash id) => _confirmed.Remove(id);

    public void Save(SavedBuffer saved)
    {
        saved.Write((ushort)_confirmed.Count);
        foreach (EntryHash id in _confirmed)
        {
            saved.Write(id);
        }

        saved.Write((ushort)_items.Count);
        foreach (OutboxItem item in _items)
        {
            saved.Write((byte)item.Role);
            saved.Write((ulong)item.Local);
            saved.WriteBlock(item.Body);
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved, ReadOnlySpan<byte> address)
    {
        int confirmed = saved.UInt16();
        for (int i = 0; i < confirmed && !saved.IsOverrun; i++)
        {
            _confirmed.Add(saved.EntryHash());
        }

        int count = saved.UInt16();
        for (int i = 0; i < count && !saved.IsOverrun; i++)
        {
            OutboxRole role = (OutboxRole)saved.Byte();
            long local = (long)saved.UInt64();
            byte[] body = saved.Block(TranscriptLimits.MaxBodyInBytes).ToArray();
            if (role > OutboxRole.Last || !TryAdd(new OutboxItem(EntryHash.Compute(address, body), body, role, local)))
            {
                return false;
            }
        }

        return confirmed <= TranscriptLimits.MaxConfirmed && !saved.IsOverrun;
    }
}
