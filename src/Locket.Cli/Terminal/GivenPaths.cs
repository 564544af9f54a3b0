using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>
/// Puts paths in messages back into the words of the person, who wrote <c>a/b</c> where the library was given <c>/home/someone/a/b</c>.
/// Safe for use by several threads at once: pictures are named by those who open them.
/// </summary>
internal sealed class GivenPaths
{
    /// <summary>More than anybody types; what a folder holds is found by the folder's own.</summary>
    private const int MostKept = 1000;

    private readonly Lock _lock = new();
    private readonly string _workingDirectory;
    private readonly Dictionary<string, string> _givenByFull = new(StringComparer.Ordinal);

    /// <param name="workingDirectory">Where relative paths begin.</param>
    public GivenPaths(string workingDirectory)
    {
        _workingDirectory = Path.EndsInDirectorySeparator(workingDirectory)
            ? workingDirectory
            : workingDirectory + Path.DirectorySeparatorChar;
    }

    /// <summary>Takes note of a path; plain relative ones need none.</summary>
    public void Add(string given, string full)
    {
        if (string.Equals(_workingDirectory + given, full, StringComparison.Ordinal))
        {
            return;
        }

        lock (_lock)
        {
            if (_givenByFull.Count < MostKept)
            {
                _givenByFull.TryAdd(full, given);
            }
        }
    }

    /// <summary>The text with every full path as it was given.</summary>
    public string Restore(string text)
    {
        lock (_lock)
        {
            return RestoreCore(text);
        }
    }

    private string RestoreCore(string text)
    {
        StringBuilder restored = new(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            (int length, string given) = at == 0 || !IsOfAName(text[at - 1]) ? Match(text, at) : default;
            if (length == 0)
            {
                restored.Append(text[at++]);
            }
            else
            {
                restored.Append(given);
                at += length;
            }
        }

        return restored.ToString();
    }

    private (int Length, string Given) Match(string text, int at)
    {
        ReadOnlySpan<char> rest = text.AsSpan(at);
        (int Length, string Given) best = rest.StartsWith(_workingDirectory, StringComparison.Ordinal)
            ? (_workingDirectory.Length, string.Empty)
            : default;
        foreach ((string full, string given) in _givenByFull)
        {
            bool isWhole = rest.StartsWith(full, StringComparison.Ordinal)
                && (rest.Length == full.Length || rest[full.Length] == Path.DirectorySeparatorChar || !IsOfAName(rest[full.Length]));

            // The working directory's own separator is no better match than the directory as it was given.
            if (isWhole && full.Length + 1 >= best.Length)
            {
                best = (full.Length, given);
            }
        }

        return best;
    }

    private static bool IsOfAName(char character)
        => char.IsLetterOrDigit(character) || character is '.' or '_' or '-' || character == Path.DirectorySeparatorChar;
}
