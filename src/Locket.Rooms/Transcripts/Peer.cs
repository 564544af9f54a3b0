using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;
using Locket.Rooms.Files;
using Locket.Rooms.Messages;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>Another member with a session, and all that is remembered of it; all of it goes when the session ends.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class Peer : IDisposable
{
    /// <summary>Takes the sessions over.</summary>
    public Peer(MemberId id, int slot, PeerSessions sessions)
    {
        Id = id;
        Slot = slot;
        Sessions = sessions;
    }

    public MemberId Id { get; }

    /// <summary>Gets its bit in masks of members, 0 to 31; free again when the session ends.</summary>
    public int Slot { get; }

    public uint Mask => 1U << Slot;

    public PeerSessions Sessions { get; }

    /// <summary>Gets the session that is sent in.</summary>
    public RatchetSession Session => Sessions.Sending.Ratchet;

    public SenderTrail Trail { get; } = new();

    /// <summary>Gets the files that it is sending, at most <see cref="FileLimits.MaxUnderWay"/>.</summary>
    public List<IncomingFile> Files { get; } = [];

    public string Name { get; set; } = string.Empty;

    /// <summary>Gets a value indicating whether it has shown that it holds its identity key.</summary>
    public bool IsConfirmed => Sessions.Sending.IsKnown;

    public bool IsAway { get; set; }

    /// <summary>Gets or sets a value indicating whether it is away and got something since: it gets nothing more for now.</summary>
    public bool IsWithheld { get; set; }

    public bool IsClockOff { get; set; }

    public DateTimeOffset LastHeard { get; set; }

    public DateTimeOffset LastSent { get; set; }

    /// <summary>Gets or sets the newest seq that it has taken, and that its user was shown.</summary>
    public long SeenBy { get; set; }

    public long ReadBy { get; set; }

    /// <summary>Gets or sets the newest seq of what it sent that asks to be acknowledged, and how far it was told.</summary>
    public long NewestAckable { get; set; }

    public long SeenTold { get; set; }

    public long ReadTold { get; set; }

    /// <summary>Gets or sets a value indicating whether it asked for a turn and got nothing since.</summary>
    public bool AsksForTurn { get; set; }

    /// <summary>Gets or sets when we asked for a turn, and at how many messages; null where not since the last turn.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public uint AskedUnanswered { get; set; }

    /// <summary>Gets or sets how many messages of it were missing when that was last shown.</summary>
    public int MissingShown { get; set; }

    public bool GetsCopies => !IsWithheld && Session.CanSeal;

    /// <summary>When a notice is to ask, should nothing be sent until then; null where not before something else happens.</summary>
    public DateTimeOffset? AskDue()
    {
        if (Session.Unanswered == 0 || IsAway || !GetsCopies)
        {
            return null;
        }

        bool isMany = AskedAt is null
            ? Session.Unanswered >= RatchetLimits.MessagesBeforeTurn
            : Session.Unanswered - AskedUnanswered >= RatchetLimits.MessagesBeforeTurn;
        DateTimeOffset quiet = LastSent + TranscriptLimits.AskDelay;
        DateTimeOffset hour = (AskedAt ?? Session.LastRenewal) + RatchetLimits.TimeBeforeTurn;
        return isMany || hour <= quiet ? quiet : hour;
    }

    public void NoteSent(DateTimeOffset now, bool asked, long seen, long read)
    {
        LastSent = now;
        SeenTold = seen;
        ReadTold = read;
        AsksForTurn = false;
        IsWithheld = IsAway;
        if (asked && Session.NeedsTurn(now))
        {
            AskedAt = now;
            AskedUnanswered = Session.Unanswered;
        }
    }

    /// <summary>Notes that another session may be sent in now, whose turns are to be asked for anew.</summary>
    public void ForgetAsked()
    {
        AskedAt = null;
        AskedUnanswered = 0;
    }

    public string ComparisonPhrase() => Sessions.Sending.ComparisonPhrase();

    public void Save(SavedBuffer saved)
    {
        saved.Write(Id);
        saved.Write((byte)Slot);
        Sessions.Save(saved);
        saved.WriteText(Name);
        saved.Write(IsAway);
        saved.Write(IsWithheld);
        saved.Write(IsClockOff);
        saved.Write(LastHeard);
        saved.Write(LastSent);
        saved.Write((ulong)SeenBy);
        saved.Write((ulong)ReadBy);
        saved.Write((ulong)NewestAckable);
        saved.Write((ulong)SeenTold);
        saved.Write((ulong)ReadTold);
        saved.Write(AsksForTurn);
        saved.Write(AskedAt is not null);
        saved.Write(AskedAt ?? DateTimeOffset.UnixEpoch);
        saved.Write(AskedUnanswered);
        saved.Write((uint)MissingShown);
        Trail.Save(saved);
        saved.Write((byte)Files.Count);
        Files.ForEach(file => file.Save(saved));
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public static bool TryLoad(ref FieldReader saved, IRandomSource random, [NotNullWhen(true)] out Peer? peer)
    {
        MemberId id = saved.MemberId();
        int slot = saved.Byte();
        peer = null;
        if (slot >= PeerTable.MaxPeers || !PeerSessions.TryLoad(ref saved, random, out PeerSessions? sessions))
        {
            return false;
        }

        Peer read = new(id, slot, sessions);
        if (read.TryLoad(ref saved))
        {
            peer = read;
            return true;
        }

        read.Dispose();
        return false;
    }

    public void Dispose() => Sessions.Dispose();

    /// <summary>Says whose this is and nothing of its keys.</summary>
    public override string ToString() => $"Peer {Id}";

    private bool TryLoad(ref FieldReader saved)
    {
        string? name = saved.Text(MemberName.MaxLengthInBytes);
        IsAway = saved.Flag();
        IsWithheld = saved.Flag();
        IsClockOff = saved.Flag();
        LastHeard = saved.Time();
        LastSent = saved.Time();
        SeenBy = (long)saved.UInt64();
        ReadBy = (long)saved.UInt64();
        NewestAckable = (long)saved.UInt64();
        SeenTold = (long)saved.UInt64();
        ReadTold = (long)saved.UInt64();
        AsksForTurn = saved.Flag();
        bool wasAsked = saved.Flag();
        DateTimeOffset askedAt = saved.Time();
        AskedAt = wasAsked ? askedAt : null;
        AskedUnanswered = saved.UInt32();
        MissingShown = (int)saved.UInt32();
        if (name is null || !Trail.TryLoad(ref saved))
        {
            return false;
        }

        Name = name;
        int files = saved.Byte();
        for (int i = 0; i < files && !saved.IsOverrun; i++)
        {
            if (!IncomingFile.TryLoad(ref saved, out IncomingFile? file) || i == FileLimits.MaxUnderWay)
            {
                return false;
            }

            Files.Add(file);
        }

        return !saved.IsOverrun;
    }
}
