namespace Locket.Pictures.Previews;

/// <summary>
/// Keeps a few tables made of codes: most cameras use the codes of the standard's own example (annex K.3) in every picture.
/// </summary>
/// <typeparam name="T">The table.</typeparam>
internal sealed class CodeCache<T>
    where T : class
{
    private const int Most = 4;

    private readonly Func<HuffmanCode, T> _make;
    private readonly List<(byte[] Definition, T Table)> _kept = [];

    public CodeCache(Func<HuffmanCode, T> make)
    {
        _make = make;
    }

    /// <returns><see langword="null"/> where the definition is none.</returns>
    public T? Find(byte[]? definition)
    {
        if (definition is null)
        {
            return null;
        }

        foreach ((byte[] kept, T table) in _kept)
        {
            if (kept.AsSpan().SequenceEqual(definition))
            {
                return table;
            }
        }

        ReadOnlySpan<byte> counts = definition.AsSpan(0, HuffmanCode.CountsInBytes);
        if (HuffmanCode.TryMake(counts, definition.AsSpan(HuffmanCode.CountsInBytes)) is not HuffmanCode code)
        {
            return null;
        }

        if (_kept.Count == Most)
        {
            _kept.RemoveAt(0);
        }

        T made = _make(code);
        _kept.Add((definition, made));
        return made;
    }
}
