namespace Locket.Pictures.Cleaning;

/// <summary>Collects what is removed. Bounded: a picture can hold millions of parts, but the list stays short.</summary>
internal sealed class RemovalLog
{
    /// <summary>Different names that are told apart; whatever comes beyond them shares one.</summary>
    public const int MaxNames = 256;

    private readonly List<RemovedPart> _parts = [];
    private readonly Dictionary<(RemovedKind Kind, string Name), int> _places = [];

    public IReadOnlyList<RemovedPart> Parts => _parts;

    public void Add(RemovedKind kind, string name, long lengthInBytes)
    {
        bool isNamed = _places.ContainsKey((kind, name)) || _places.Count < MaxNames;
        (RemovedKind Kind, string Name) key = isNamed ? (kind, name) : (RemovedKind.Other, "more");
        if (_places.TryGetValue(key, out int place))
        {
            RemovedPart part = _parts[place];
            _parts[place] = part with { Count = part.Count + 1, LengthInBytes = part.LengthInBytes + lengthInBytes };
        }
        else
        {
            _places.Add(key, _parts.Count);
            _parts.Add(new(key.Kind, key.Name, 1, lengthInBytes));
        }
    }
}
