using Locket.Cli.Chat.Rooms;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>
/// One's own texts until they are sealed for somebody and the relay has them. A script is read no faster than that, so that none of its
/// lines is lost, and what is kept with each change stays small.
/// </summary>
internal sealed class Backlog
{
    /// <summary>Sealed texts that may wait for the relay: it is asked for one at a time, and this keeps it busy.</summary>
    public const int MostUnconfirmed = 8;

    private readonly SortedDictionary<long, string> _waiting = [];
    private readonly SortedDictionary<long, string> _unconfirmed = [];
    private TaskCompletionSource? _full;
    private bool _isConnected;
    private bool _isRefused;

    /// <summary>Texts that were sealed for nobody, by their numbers and in their order.</summary>
    public IReadOnlyDictionary<long, string> Waiting => _waiting;

    /// <summary>Those that were sealed and that the relay has not confirmed, by their numbers.</summary>
    public IReadOnlyDictionary<long, string> Unconfirmed => _unconfirmed;

    /// <summary>Ends when the next line may come. Asked for by any thread after a line was taken.</summary>
    public Task Room => _full?.Task ?? Task.CompletedTask;

    public void Add(long local, string text)
    {
        _waiting[local] = text;
        Update();
    }

    /// <summary>Whether this is the number of a text that the relay does not have yet.</summary>
    public bool Holds(long local) => _waiting.ContainsKey(local) || _unconfirmed.ContainsKey(local);

    /// <summary>The relay has everything that was sealed, whichever of its words are still on the way.</summary>
    public void Confirm()
    {
        _unconfirmed.Clear();
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
                if (_waiting.Remove(sent.Local, out string? text))
                {
                    _unconfirmed[sent.Local] = text;
                }

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
