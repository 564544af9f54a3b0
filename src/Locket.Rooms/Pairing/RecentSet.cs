namespace Locket.Rooms.Pairing;

/// <summary>Remembers the newest so many things.</summary>
internal sealed class RecentSet<T>
    where T : struct, IEquatable<T>
{
    private readonly int _limit;
    private readonly HashSet<T> _set = [];
    private readonly Queue<T> _order = [];

    public RecentSet(int limit) => _limit = limit;

    public int Count => _order.Count;

    /// <summary>Gets them, the oldest first.</summary>
    public IEnumerable<T> Items => _order;

    public bool Contains(T item) => _set.Contains(item);

    /// <summary>Remembers, and forgets the oldest beyond the limit; false where it is remembered already.</summary>
    public bool Add(T item)
    {
        if (!_set.Add(item))
        {
            return false;
        }

        _order.Enqueue(item);
        if (_order.Count > _limit)
        {
            _set.Remove(_order.Dequeue());
        }

        return true;
    }
}
