using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>One's own messages that the relay has and that nobody has confirmed yet: what is lost if the relay loses its log.</summary>
internal sealed class Unconfirmed
{
    /// <summary>Where nobody ever confirms anything, the oldest are forgotten.</summary>
    private const int MostLocals = 1000;

    private readonly SortedSet<long> _locals = [];

    public void Note(RoomEvent found)
    {
        switch (found)
        {
            case EntryStored stored when stored.Local > 0:
                _locals.Add(stored.Local);
                if (_locals.Count > MostLocals)
                {
                    _locals.Remove(_locals.Min);
                }

                break;
            case Delivered delivered:
                _locals.Remove(delivered.Local);
                break;
            default:
                break;
        }
    }

    /// <summary>All of them, in order, and none from here on.</summary>
    public IReadOnlyList<long> Take()
    {
        long[] all = [.. _locals];
        _locals.Clear();
        return all;
    }
}
