using System.Diagnostics;
using Locket.Rooms.Files;
using Locket.Rooms.Members;
using Locket.Rooms.Messages;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>All that a room remembers beside its pairing desk. Each list has a limit.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class RoomState : IDisposable
{
    public RoomState(Identity identity, PeerTable peers)
    {
        Identity = identity;
        Peers = peers;
        Incidents = new Incidents(Events);
    }

    public Identity Identity { get; }

    public MemberId Self => Identity.Id;

    public PeerTable Peers { get; }

    public RoomLog Log { get; } = new();

    public SeenClaims Claims { get; } = new();

    public Outbox Outbox { get; } = new();

    public WaitingTexts Waiting { get; } = new();

    public Deliveries Deliveries { get; } = new();

    public Unpaired Unpaired { get; } = new();

    public Incidents Incidents { get; }

    /// <summary>Gets the files that are being sent, at most <see cref="FileLimits.MaxUnderWay"/>.</summary>
    public List<OutgoingFile> Files { get; } = [];

    /// <summary>Gets what came about and was not taken; not part of what is saved.</summary>
    public Queue<RoomEvent> Events { get; } = new();

    /// <summary>Gets the time that everything here is due by, in whole milliseconds. It never goes back.</summary>
    public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Gets what the caller's clock says: for times that are sent, or compared with those of others.</summary>
    public DateTimeOffset Clock { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Gets how far <see cref="Now"/> is ahead of a clock that was set back.</summary>
    public TimeSpan Ahead => Now - Clock;

    /// <summary>Gets or sets the number of the next message, and the hash of the body of the one before.</summary>
    public ulong Number { get; set; }

    public MessageHash Previous { get; set; }

    /// <summary>Gets or sets the last number that was given to a text, file or move.</summary>
    public long LastLocal { get; set; }

    /// <summary>Gets or sets the newest seq that was shown to the user.</summary>
    public long ReadUpTo { get; set; }

    /// <summary>Gets or sets when those are answered who are owed a notice; null where nobody is.</summary>
    public DateTimeOffset? NoticeDue { get; set; }

    /// <summary>Gets or sets when the first came, and the last, of those whom waiting texts wait for; null where none waits.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? Gathering { get; set; }

    public bool HasLeft { get; set; }

    /// <summary>Refuses what nobody can do any more who has said goodbye.</summary>
    public void ThrowIfLeft()
    {
        if (HasLeft)
        {
            throw new RoomException(RoomFailure.HasLeft);
        }
    }

    /// <summary>Takes what the caller's clock says.</summary>
    /// <remarks>
    /// Where it was set back, time goes on from where it was, as fast as the clock does from now on: if it stood still until the clock
    /// caught up, nothing would be due for as long, neither a renewal of keys nor the end of a guesser's run.
    /// </remarks>
    public void TakeTime(DateTimeOffset clock)
    {
        DateTimeOffset cut = RatchetState.ToMilliseconds(clock);
        if (cut > Now)
        {
            Now = cut;
        }
        else if (cut > Clock)
        {
            Now += cut - Clock;
        }

        Clock = cut;
    }

    /// <summary>Goes on from a saved time, which is of a wrong clock where it lies ahead.</summary>
    public void RestoreTime(DateTimeOffset saved, DateTimeOffset clock)
    {
        Now = saved;
        Clock = saved;
        TakeTime(clock);
    }

    /// <summary>Ends a session: nothing of it stays.</summary>
    public void Forget(Peer peer)
    {
        Peers.Remove(peer);
        Deliveries.Forget(peer);
        foreach (OutgoingFile file in Files)
        {
            file.Members &= ~peer.Mask;
            if (file.Members == 0)
            {
                Events.Enqueue(new FileStopped(file.Local, peer.Id, FileStopReason.ReadersLeft));
            }
        }

        Files.RemoveAll(file => file.Members == 0);

        foreach (IncomingFile file in peer.Files)
        {
            Events.Enqueue(new FileStopped(file.Local, peer.Id, FileStopReason.SenderLeft));
        }

        peer.Dispose();
    }

    /// <summary>Ends all sessions, after goodbye was said in them.</summary>
    public void Leave()
    {
        HasLeft = true;
        NoticeDue = null;
        Files.Clear();
        Peers.Where(_ => true).ForEach(Forget);
    }

    public void Dispose()
    {
        Peers.Dispose();
        Identity.Dispose();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(RoomState);
}
