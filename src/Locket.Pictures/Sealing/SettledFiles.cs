namespace Locket.Pictures;

/// <summary>
/// Which files of a watched folder are complete: those whose length and time of modification stayed the same for a while. Asked again and
/// again, it names each state of each file once.
/// </summary>
/// <remarks>Names that unfinished downloads and copies have are passed over; the file counts when it has its real name.</remarks>
public sealed class SettledFiles
{
    private static readonly string[] UnfinishedEndings = [".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart"];

    private readonly TimeProvider _time;
    private readonly TimeSpan _rest;
    private Dictionary<string, Sighting> _seen = new(StringComparer.Ordinal);

    /// <summary>Starts with nothing seen.</summary>
    /// <param name="rest">How long a file must stay the same.</param>
    /// <param name="time">The clock.</param>
    public SettledFiles(TimeSpan rest, TimeProvider time)
    {
        _rest = rest;
        _time = time;
    }

    /// <summary>Looks at the files that are there now.</summary>
    /// <param name="paths">All of them; files that are no longer among them are forgotten.</param>
    /// <returns>Those that have been at rest long enough and were not named in this state before.</returns>
    public IReadOnlyList<string> Take(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Dictionary<string, Sighting> now = new(StringComparer.Ordinal);
        List<string> settled = [];
        foreach (string path in paths)
        {
            FileInfo file = new(path);
            if (IsUnfinished(file.Name) || !file.Exists)
            {
                continue;
            }

            (long, DateTime) state = (file.Length, file.LastWriteTimeUtc);
            Sighting sighting = _seen.TryGetValue(path, out Sighting? before) && before.State == state
                ? before
                : new Sighting(state, _time.GetTimestamp());
            if (!sighting.IsNamed && _time.GetElapsedTime(sighting.Since) >= _rest)
            {
                sighting = sighting with { IsNamed = true };
                settled.Add(path);
            }

            now[path] = sighting;
        }

        _seen = now;
        return settled;
    }

    /// <summary>Lets a file be named once more, as when it was still being written to after all.</summary>
    /// <param name="path">The file as it was given.</param>
    public void Forget(string path) => _seen.Remove(path);

    private static bool IsUnfinished(string name)
        => name.StartsWith('.') || Array.Exists(UnfinishedEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private sealed record Sighting((long LengthInBytes, DateTime Modified) State, long Since, bool IsNamed = false);
}
