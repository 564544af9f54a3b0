using Locket.Client.Files;
using Locket.Rooms;

namespace Locket.Client.Loop;

/// <summary>What goes into the history, and which of it nobody has said to be shown.</summary>
internal sealed class History
{
    private readonly List<HistoryItem> _news = [];
    private readonly List<long> _unseen;

    /// <param name="unseen">The texts of others of earlier runs that were not said to be shown, in order.</param>
    public History(IEnumerable<HistoryItem> unseen) => _unseen = [.. unseen.Select(item => item.Seq)];

    /// <summary>Gets what came since <see cref="Clear"/>, in order.</summary>
    public IReadOnlyList<HistoryItem> News => _news;

    public int UnseenCount => _unseen.Count;

    public void Add(HistoryItem item) => _news.Add(item);

    public void Note(RoomEvent happened)
    {
        switch (happened)
        {
            case TextReceived text:
                _unseen.Add(text.Seq);
                _news.Add(new HistoryItem
                {
                    Kind = HistoryKind.TextReceived,
                    From = text.From,
                    Seq = text.Seq,
                    Time = text.IsClockOff ? text.RelayTime : text.SentAt,
                    Text = text.Text,
                });
                break;
            case FileOffered file:
                _news.Add(new IncomingFile(file).Item);
                break;
            default:
                break;
        }
    }

    /// <summary>Everything up to this text was shown. By its place, since the numbers begin anew where a relay's log does.</summary>
    public void MarkSeen(long seq) => _unseen.RemoveRange(0, _unseen.LastIndexOf(seq) + 1);

    public void Clear() => _news.Clear();
}
