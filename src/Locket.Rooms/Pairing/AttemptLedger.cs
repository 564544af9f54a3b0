using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Pairing;

/// <summary>Which attempts at the password are counted, and which are open (docs/protocol.md, "Guess limiting"). Holds no secret.</summary>
/// <remarks>
/// <code>
///  version (u8) = 1 | last (u64, ms since 1970) | count (u8), 0 to 6 | attempt id (16) ...
/// </code>
/// In this form, which outlives the runs, an open attempt is as good as counted: the run that could take it back is gone. Three open
/// ones and three that others told of make six, of which three are kept.
/// </remarks>
internal sealed class AttemptLedger
{
    private const byte Version = 1;

    private const int MaxSaved = 2 * PairingLimits.MaxAttempts;

    private readonly List<AttemptId> _counted = [];
    private readonly List<OpenAttempt> _open = [];

    public int Count => _counted.Count;

    public IReadOnlyList<AttemptId> Counted => _counted;

    public IReadOnlyList<OpenAttempt> Open => _open;

    /// <summary>Gets when the last one was counted.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.UnixEpoch;

    public bool IsLocked => Count >= PairingLimits.MaxAttempts;

    /// <summary>
    /// Gets a value indicating whether one more try can be given: what is open may turn out to be tries, so it takes room like them.
    /// </summary>
    public bool HasRoom => _open.Count + _counted.Count < PairingLimits.MaxAttempts;

    /// <summary>Gets the time before which no try is given.</summary>
    public DateTimeOffset WaitsUntil => Last + PairingLimits.DelayAfter(Count);

    /// <summary>Takes what <see cref="Save"/> gave, all of it as counted; false for other bytes.</summary>
    public static bool TryRestore(ReadOnlySpan<byte> saved, DateTimeOffset now, [NotNullWhen(true)] out AttemptLedger? ledger)
    {
        ledger = new AttemptLedger();
        FieldReader reader = new(saved);
        bool isKnown = reader.Byte() == Version;
        isKnown &= DeskReader.TryReadTime(ref reader, now, out DateTimeOffset last);
        byte count = reader.Byte();
        isKnown &= count <= MaxSaved;
        for (int i = 0; i < count && isKnown; i++)
        {
            ReadOnlySpan<byte> id = reader.Bytes(AttemptId.LengthInBytes);
            isKnown &= !id.IsEmpty && (ledger.IsLocked || !ledger.Contains(AttemptId.FromBytes(id)));
            if (isKnown)
            {
                ledger.Add(AttemptId.FromBytes(id), last);
            }
        }

        ledger.Last = last;
        if (!isKnown || !reader.IsAtEnd)
        {
            ledger = null;
        }

        return ledger is not null;
    }

    /// <summary>Puts back what was saved with the runs.</summary>
    public static AttemptLedger Restore(DateTimeOffset last, IEnumerable<AttemptId> counted, IEnumerable<OpenAttempt> open)
    {
        AttemptLedger ledger = new() { Last = last };
        ledger._counted.AddRange(counted);
        ledger._open.AddRange(open);
        return ledger;
    }

    /// <summary>Makes the ledger of somebody whose own was lost: locked.</summary>
    public static AttemptLedger CreateLocked(DateTimeOffset now)
    {
        AttemptLedger ledger = new();
        Span<byte> id = stackalloc byte[AttemptId.LengthInBytes];
        for (byte i = 0; i < PairingLimits.MaxAttempts; i++)
        {
            id[^1] = i;
            ledger.Add(AttemptId.FromBytes(id), now);
        }

        return ledger;
    }

    public byte[] Save()
    {
        byte[] saved = new byte[1 + sizeof(ulong) + 1 + ((_counted.Count + _open.Count) * AttemptId.LengthInBytes)];
        FieldWriter writer = new(saved);
        writer.Write(Version);
        writer.Write((ulong)_open.Select(attempt => attempt.Since).Append(Last).Max().ToUnixTimeMilliseconds());
        writer.Write((byte)(_counted.Count + _open.Count));
        Span<byte> bytes = stackalloc byte[AttemptId.LengthInBytes];
        foreach (AttemptId id in _counted.Concat(_open.Select(attempt => attempt.Id)))
        {
            id.CopyTo(bytes);
            writer.Write(bytes);
        }

        return saved;
    }

    public bool Contains(AttemptId id) => _counted.Contains(id) || _open.Exists(attempt => attempt.Id == id);

    /// <summary>Notes a try that was given and may still turn out to be none.</summary>
    /// <exception cref="InvalidOperationException">Its id is held already; it would count once with another.</exception>
    public void Begin(OpenAttempt attempt)
    {
        if (Contains(attempt.Id))
        {
            throw new InvalidOperationException("internal error: an attempt is held already");
        }

        _open.Add(attempt);
    }

    /// <summary>Takes out the oldest open one of this age, which is to be counted.</summary>
    public bool TryTakeOverdue(DateTimeOffset now, out OpenAttempt attempt)
    {
        int index = _open.FindIndex(open => now - open.Since >= PairingLimits.RunTime);
        attempt = index < 0 ? default : _open[index];
        if (index >= 0)
        {
            _open.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>Counts one, if it is not counted yet. Where the room is locked it is not kept: no more than three are ever held.</summary>
    public void Add(AttemptId id, DateTimeOffset now)
    {
        if (!IsLocked && !_counted.Contains(id))
        {
            Last = now;
            _counted.Add(id);
        }
    }

    /// <summary>Adds what another ledger counted and this one does not know.</summary>
    public void Merge(AttemptLedger other)
    {
        DateTimeOffset last = other.Last > Last ? other.Last : Last;
        other._counted.FindAll(id => !Contains(id)).ForEach(id => Add(id, last));
    }

    /// <summary>Forgets one that was none; true where it was counted already.</summary>
    public bool TakeBack(AttemptId id)
    {
        _open.RemoveAll(open => open.Id == id);
        return _counted.Remove(id);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _counted.Clear();
        _open.Clear();
    }
}
