using System.Diagnostics;
using Locket.Rooms.Messages;
using Locket.Rooms.Pairing;
using Locket.Rooms.Randomness;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>What all parts of a room work with.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class RoomWork : IDisposable
{
    public required RoomKeys Keys { get; init; }

    public required RoomOptions Options { get; init; }

    public required IRandomSource Random { get; init; }

    public required RoomState State { get; init; }

    public required PairingDesk Desk { get; init; }

    public PlaintextBuffer Buffer { get; } = new();

    public Queue<RoomEvent> Events => State.Events;

    /// <summary>Gets the time that things are due by; it does not go back.</summary>
    public DateTimeOffset Now => State.Now;

    /// <summary>Gets what the caller's clock says.</summary>
    public DateTimeOffset Clock => State.Clock;

    public void Refuse(SecurityEventKind kind, MemberId? member, long seq) => State.Incidents.Show(kind, member, seq, Now);

    /// <summary>Notes something of a kind that is shown in a form of its own; false where there was too much of it.</summary>
    public bool TryNote(SecurityEventKind kind) => State.Incidents.TryNote(kind, Now);

    public void Dispose()
    {
        Desk.Dispose();
        State.Dispose();
        Buffer.Dispose();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(RoomWork);
}
