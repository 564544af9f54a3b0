using Locket.Cli.Chat.Rooms;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>
/// One's own texts until they are sealed for somebody and the relay has them. A script is read no faster than that, so that none of its lines
/// is lost, and what is kept with each change stays small.
/// </summary>
internal sealed class Backlog
{
    /// <summary>Sealed texts that may wait for the relay: it is asked for one at a time, and this keeps it busy.</summary>
    public const int MostUnconfirmed = 8;

    private readonly Dictionary<long, string> _unsent = [];
    private readonly HashSet<long> _unconfirmed = [];
    private TaskCompletionSource? _full;
    private bool _isConnected;
    private bool _isRefused;

    /// <summary>Texts that were sealed for nobody, in their order.</summary>
    public IReadOnlyList<string> Unsent => [.. _unsent.OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    /// <summary>Ends when the next line may come. Asked for by any thread after a line was taken.</summary>
    public Task Room => _full?.Task ?? Task.CompletedTask;

    public void Add(long local, string text)
    {
        _unsent[local] = text;
        Update();
    }

    /// <summary>The room had no place for a text: it is to be offered again when something has happened.</summary>
    public void Refuse()
    {
        _isRefused = true;
        Update();
    }

    public void Note(ChatNews news)
    {
        switch (news)
        {
            case LinkNews link:
                _isConnected = link.State == LinkState.Connected;
                break;
            case RoomNews { Event: TextSent sent } when sent.Part == sent.Parts:
                _unsent.Remove(sent.Local);
                _unconfirmed.Add(sent.Local);
                _isRefused = false;
                break;
            case RoomNews { Event: EntryStored stored }:
                _unconfirmed.Remove(stored.Local);
                _isRefused = false;
                break;
            case RoomNews:
                _isRefused = false;
                break;
            default:
                return;
        }

        Update();
    }

    // Without a relay nothing is confirmed, and commands such as /quit must still be read: then only the room's own limit holds.
    private void Update()
    {
        if (_isRefused || (_isConnected && _unconfirmed.Count >= MostUnconfirmed))
        {
            _full ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        else
        {
            _full?.TrySetResult();
            _full = null;
        }
    }
}
