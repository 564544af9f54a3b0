using System.Text;
using Locket.Rooms.Messages;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Sends what was typed, in order, as soon as somebody can read it and the outbox has room.</summary>
internal sealed class TextSender
{
    private readonly RoomWork _work;
    private readonly Poster _poster;

    public TextSender(RoomWork work, Poster poster)
    {
        _work = work;
        _poster = poster;
    }

    private RoomState State => _work.State;

    /// <summary>Takes a clean text; false where no more can wait.</summary>
    public bool TrySend(string text, out long local)
    {
        local = State.LastLocal + 1;
        if (!State.Waiting.TryAdd(local, text))
        {
            return false;
        }

        State.LastLocal = local;
        if (!CanSend || GatheringEnd() > _work.Now)
        {
            _work.Events.Enqueue(new TextQueued(local));
        }

        return true;
    }

    /// <summary>
    /// Gets until when what waited for somebody waits for those who come with the first; null where it waits for nobody.
    /// </summary>
    public DateTimeOffset? GatheringEnd()
    {
        if (State.Gathering is not { } gathering)
        {
            return null;
        }

        DateTimeOffset latest = gathering.First + TranscriptLimits.LongestGathering;
        DateTimeOffset quiet = gathering.Last + TranscriptLimits.GatheringQuiet;
        return _work.Desk.IsMeeting || quiet > latest ? latest : quiet;
    }

    /// <summary>Sends what waits, as far as it goes. A long text is not begun unless the outbox has room, and then sent whole.</summary>
    public void Flush()
    {
        if (GatheringEnd() > _work.Now)
        {
            return;
        }

        State.Gathering = null;
        bool isWhole = true;
        while (isWhole && CanSend && State.Waiting.TryPeek(out long local, out string? text))
        {
            string rest = Send(local, text);
            isWhole = rest.Length == 0;
            State.Waiting.LeaveOfFirst(rest);
        }
    }

    /// <summary>Offers another room to some members; the outbox has room.</summary>
    public long SendMove(List<Peer> peers, MoveOffer offer)
    {
        long local = ++State.LastLocal;
        uint members = 0;
        peers.ForEach(peer => members |= peer.Mask);
        offer.Write(_poster.Part(offer.PartInBytes));
        _poster.Post(MessageKind.Move, offer.PartInBytes, peers, OutboxRole.Last, local);
        State.Deliveries.Add(local, members);
        return local;
    }

    private bool CanSend => !State.HasLeft && !State.Outbox.IsFull && State.Peers.Any(peer => peer.GetsCopies);

    /// <returns>What could not be sealed for anybody any more, and waits on: empty where all of it was.</returns>
    private string Send(long local, string text)
    {
        List<Peer> peers = State.Peers.Where(peer => peer.GetsCopies);
        List<string> parts = Split(text);
        for (int i = 0; i < parts.Count; i++)
        {
            int lengthInBytes = Encoding.UTF8.GetByteCount(parts[i]);
            Encoding.UTF8.GetBytes(parts[i], _poster.Part(lengthInBytes));

            // Whoever cannot be sent to any more has got the parts before.
            peers.RemoveAll(peer => !peer.Session.CanSeal);
            bool isLast = i == parts.Count - 1;
            OutboxItem? item = _poster.Post(
                MessageKind.Text, lengthInBytes, peers, isLast ? OutboxRole.Last : OutboxRole.Other, local);
            if (item is null)
            {
                _work.Events.Enqueue(new TextQueued(local));
                return string.Concat(parts.Skip(i));
            }

            _work.Events.Enqueue(new TextSent(
                local,
                i + 1,
                parts.Count,
                (long)State.Number - 1,
                item.Id.ToBytes(),
                item.Body.Length,
                [.. peers.Select(peer => peer.Id)]));
        }

        uint members = 0;
        peers.ForEach(peer => members |= peer.Mask);
        State.Deliveries.Add(local, members);
        return string.Empty;
    }

    private static List<string> Split(string text)
    {
        List<string> parts = [];
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int length = MessageText.Fitting(rest, PaddedText.MaxPartInBytes);
            parts.Add(rest[..length].ToString());
            rest = rest[length..];
        }

        return parts;
    }
}
