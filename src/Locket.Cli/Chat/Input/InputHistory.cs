namespace Locket.Cli.Chat.Input;

/// <summary>What was sent before, to be called back with the arrows. It ends with the program.</summary>
internal sealed class InputHistory
{
    private const int Most = 200;

    private readonly List<string> _lines = [];
    private int _at;
    private string _unsent = string.Empty;

    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || !string.Equals(_lines[^1], line, StringComparison.Ordinal)))
        {
            _lines.Add(line);
            if (_lines.Count > Most)
            {
                _lines.RemoveAt(0);
            }
        }

        _at = _lines.Count;
        _unsent = string.Empty;
    }

    /// <summary>The line before, or null at the oldest. What was being written is kept for the way back.</summary>
    public string? Older(string current)
    {
        if (_at == 0)
        {
            return null;
        }

        if (_at == _lines.Count)
        {
            _unsent = current;
        }

        return _lines[--_at];
    }

    public string? Newer()
    {
        if (_at >= _lines.Count)
        {
            return null;
        }

        _at++;
        return _at == _lines.Count ? _unsent : _lines[_at];
    }
}
