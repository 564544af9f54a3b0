using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>
/// The session with a member, and for a while a second one: of a run that crossed, or from before the two paired again
/// (docs/protocol.md, "Two sessions").
/// </summary>
/// <remarks>
/// Both are read, one is sent in. What is sent in is held by the other side too, as far as one can know; so a relay that withholds or
/// delays entries of one run brings the two apart for no longer than it withholds everything.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PeerSessions : IEnumerable<HeldSession>, IDisposable
{
    private const int MaxHeld = 2;

    /// <summary>The older first.</summary>
    private readonly List<HeldSession> _held;

    /// <summary>Whether the newer one is to replace the older, since the users agreed to pair again.</summary>
    private bool _isReplaced;

    private PeerSessions(List<HeldSession> held) => _held = held;

    /// <summary>Takes the first session over.</summary>
    public PeerSessions(HeldSession first)
    {
        _held = [first];
        Sending = first;
    }

    /// <summary>Gets the one to send in.</summary>
    public HeldSession Sending { get; private set; } = null!;

    /// <summary>Gets how many messages of both are known to be missing.</summary>
    public int Missing
    {
        get
        {
            int missing = 0;
            _held.ForEach(held => missing += held.Ratchet.Missing);
            return missing;
        }
    }

    /// <summary>Takes the session of a run that crossed the one of the newest session; we were B, so the other holds it.</summary>
    /// <remarks>
    /// Where the other is known to hold the newest one too, this one is for reading only: two that hear each other stay where they are,
    /// however late a confirm is delivered.
    /// </remarks>
    public void Cross(HeldSession session)
    {
        HeldSession newest = _held[^1];
        Keep(newest, session, isReplaced: false);
        Sending = newest.IsKnown ? newest : session;
    }

    /// <summary>Takes the session of a run that the users agreed to.</summary>
    public void Replace(HeldSession session)
    {
        Keep(Sending, session, isReplaced: true);
        Sending = session;
    }

    /// <summary>Notes that a message opened in a session, and decides anew which one to send in.</summary>
    /// <param name="session">Where it opened.</param>
    /// <param name="isLowerId">Whether our id is the lower one: of two runs that crossed, the one whose A has it counts.</param>
    /// <returns>Whether this shows for the first time that the other side holds the session that is sent in from now on.</returns>
    public bool NoteOpened(HeldSession session, bool isLowerId)
    {
        bool isFirst = !session.IsKnown;
        session.IsKnown = true;
        if (session != Sending && !Sending.IsKnown)
        {
            // What was to replace it has not shown itself yet, and this one is alive.
            Sending = session;
        }
        else if (session != Sending && isFirst)
        {
            HeldSession ofLowerA = session.IsInitiator == isLowerId ? session : Sending;
            Sending = _isReplaced ? _held[^1] : ofLowerA;
        }

        session.Idle = 0;
        if (_held.Find(held => held != session && held != Sending) is { } other && ++other.Idle >= RatchetLimits.MaxAgeInMessages)
        {
            Drop(other);
        }

        return isFirst && session == Sending;
    }

    /// <summary>Whether a session was replaced by a newer one, so that what ends it does not end the other.</summary>
    public bool IsFormer(HeldSession session) => _isReplaced && session == _held[0] && _held.Count > 1;

    public void Drop(HeldSession session)
    {
        _held.Remove(session);
        session.Dispose();
        Sending = Sending == session ? _held[^1] : Sending;
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write((byte)_held.Count);
        saved.Write((byte)_held.IndexOf(Sending));
        saved.Write(_isReplaced);
        _held.ForEach(held => held.Save(saved));
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public static bool TryLoad(ref FieldReader saved, IRandomSource random, [NotNullWhen(true)] out PeerSessions? sessions)
    {
        int count = saved.Byte();
        int sending = saved.Byte();
        sessions = new PeerSessions([]) { _isReplaced = saved.Flag() };
        bool isGood = count is > 0 and <= MaxHeld && sending < count;
        for (int i = 0; i < count && isGood; i++)
        {
            isGood = HeldSession.TryLoad(ref saved, random, out HeldSession? held);
            if (held is not null)
            {
                sessions._held.Add(held);
            }
        }

        if (isGood)
        {
            sessions.Sending = sessions._held[sending];
            return true;
        }

        sessions.Dispose();
        sessions = null;
        return false;
    }

    /// <summary>Goes through them, the one that is sent in first: almost everything opens there.</summary>
    public IEnumerator<HeldSession> GetEnumerator()
    {
        yield return Sending;
        if (_held.Find(held => held != Sending) is { } other)
        {
            yield return other;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        _held.ForEach(held => held.Dispose());
        _held.Clear();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(PeerSessions);

    private void Keep(HeldSession older, HeldSession newer, bool isReplaced)
    {
        _held.FindAll(held => held != older).ForEach(held => held.Dispose());
        _held.RemoveAll(held => held != older);
        _held.Add(newer);
        _isReplaced = isReplaced;
    }
}
