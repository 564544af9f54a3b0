using Locket.Rooms.Messages;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>What a caller asks of a room to be said: checked, done with all that follows from it, or refused.</summary>
internal sealed class RoomTexts
{
    private readonly RoomState _state;
    private readonly RoomCycle _cycle;
    private readonly TextSender _sender;

    public RoomTexts(RoomState state, RoomCycle cycle, TextSender sender)
    {
        _state = state;
        _cycle = cycle;
        _sender = sender;
    }

    public long Send(string text, DateTimeOffset now)
    {
        string clean = RoomArguments.Text(text);
        _state.ThrowIfLeft();
        bool isTaken = false;
        long local = 0;
        _cycle.Do(now, () => isTaken = _sender.TrySend(clean, out local));
        return isTaken ? local : throw new RoomException(RoomFailure.TooManyTexts);
    }

    public long SendMove(IReadOnlyCollection<MemberId> members, string invitation, Password password, DateTimeOffset now)
    {
        List<Peer> readers = RoomArguments.Readers(_state.Peers, members);
        MoveOffer offer = RoomArguments.Move(invitation, password);
        _state.ThrowIfLeft();
        if (_state.Outbox.IsOverfull)
        {
            throw new RoomException(RoomFailure.OutboxFull);
        }

        long local = 0;
        _cycle.Do(now, () => local = _sender.SendMove(readers, offer));
        return local;
    }
}
