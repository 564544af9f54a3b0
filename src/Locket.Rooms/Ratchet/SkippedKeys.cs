using System.Diagnostics;

namespace Locket.Rooms.Ratchet;

/// <summary>The kept keys of one chain, by rising number, and so by rising age; they are dropped from the front only.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class SkippedKeys : IDisposable
{
    private readonly List<SkippedKey> _keys = [];

    public SkippedKeys(uint floor = 0)
    {
        Floor = floor;
    }

    /// <summary>Gets the number below which keys may have been dropped.</summary>
    public uint Floor { get; private set; }

    public int Count => _keys.Count;

    public IReadOnlyList<SkippedKey> Keys => _keys;

    /// <summary>Adds a key of a higher number than all others have.</summary>
    public void Add(SkippedKey key) => _keys.Add(key);

    /// <summary>Returns the key of a number, or null.</summary>
    public SkippedKey? Find(uint number)
    {
        int index = IndexOf(number);
        return index < 0 ? null : _keys[index];
    }

    /// <summary>Why there is no key for a number that the chain has passed: it was used, or it may have been dropped.</summary>
    public OpenFailure ReasonOfAbsence(uint number) => number < Floor ? OpenFailure.TooOld : OpenFailure.Replayed;

    /// <summary>Drops a key that was used.</summary>
    public void Remove(SkippedKey key)
    {
        _keys.RemoveAt(IndexOf(key.Number));
        key.Dispose();
    }

    public void DropOldest()
    {
        Floor = _keys[0].Number + 1;
        _keys[0].Dispose();
        _keys.RemoveAt(0);
    }

    /// <summary>Drops the keys stored <see cref="RatchetLimits.MaxAgeInMessages"/> or more opened messages ago.</summary>
    public void DropAged(ulong opened)
    {
        while (_keys.Count > 0 && opened - _keys[0].StoredAt >= RatchetLimits.MaxAgeInMessages)
        {
            DropOldest();
        }
    }

    public void Dispose()
    {
        _keys.ForEach(key => key.Dispose());
        _keys.Clear();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(SkippedKeys);

    private int IndexOf(uint number)
    {
        int low = 0;
        int high = _keys.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            uint found = _keys[middle].Number;
            if (found == number)
            {
                return middle;
            }

            (low, high) = found < number ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
