using System.Diagnostics;
using Locket.Rooms.Files;
using Locket.Rooms.Members;
using Locket.Rooms.Messages;
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

    public Incidents Incidents { get; }

    /// <summary>Gets the files that are being sent, at most <see cref="FileLimits.MaxUnderWay"/>.</summary>
    public List<OutgoingFile> Files { get; } = [];

    /// <summary>Gets what came about and was not taken; not part of what is saved.</summary>
    public Queue<RoomEvent> Events { get; } = new();

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Gets or sets the number of the next message, and the hash of the body of the one before.</summary>
    public ulong Number { get; set; }

    public MessageHash Previous { get; set; }

    /// <summary>Gets or sets the last number that was given to a text, file or move.</summary>
    public long LastLocal { get; set; }

    /// <summary>Gets or sets the newest seq that was shown to the user.</summary>
    public long ReadUpTo { get; set; }

    /// <summary>Gets or sets when those are answered who are owed a notice; null where nobody is.</summary>
    public DateTimeOffset? NoticeDue { get; set; }

    public bool HasLeft { get; set; }

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

    public void Dispose()
    {
        Peers.Dispose();
        Identity.Dispose();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(RoomState);
}
