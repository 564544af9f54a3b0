namespace Locket.Cli.Chat.Model;

/// <summary>What a conversation looks like, whatever it is shown on: lines, who is here, what is unread, and a line of status.</summary>
internal sealed class ConversationView
{
    /// <summary>How many lines one can go back.</summary>
    public const int MostLines = 5_000;

    private readonly List<ConversationLine> _lines = [];

    public IReadOnlyList<ConversationLine> Lines => _lines;

    /// <summary>What the room is called, in the title.</summary>
    public string Title { get; set; } = string.Empty;

    public IReadOnlyList<PersonHere> People { get; set; } = [];

    public string Status { get; set; } = string.Empty;

    /// <summary>Whether the person sees the newest line: the terminal is in use and not scrolled back.</summary>
    public bool IsWatched { get; private set; } = true;

    /// <summary>The index of the first message that was not seen when it came; null where all were. The divider stands before it.</summary>
    public int? FirstUnread { get; private set; }

    /// <summary>Messages of others since then.</summary>
    public int UnreadCount => FirstUnread is { } first ? _lines.Skip(first).Count(line => line.Kind == LineKind.Message) : 0;

    /// <summary>The newest place in the log that the person has seen; 0 for none.</summary>
    public long SeenSeq { get; private set; }

    public void Add(ConversationLine line)
    {
        if (line.Kind == LineKind.Own)
        {
            // Who answers has read.
            FirstUnread = null;
        }
        else if (line.Kind == LineKind.Message && !IsWatched)
        {
            FirstUnread ??= _lines.Count;
        }

        _lines.Add(line);
        if (_lines.Count > MostLines)
        {
            _lines.RemoveAt(0);
            FirstUnread = FirstUnread is { } first ? Math.Max(0, first - 1) : null;
        }

        NoteSeen();
    }

    /// <summary>Takes out the oldest of one's own messages with a text that was never sent: it is said again.</summary>
    public void RemoveWaiting(string text)
    {
        int index = _lines.FindIndex(line => line is { Kind: LineKind.Own, Delivery.IsSent: false }
            && string.Equals(line.Text, text, StringComparison.Ordinal));
        if (index >= 0)
        {
            _lines.RemoveAt(index);
            FirstUnread = FirstUnread is { } first && first > index ? first - 1 : FirstUnread;
        }
    }

    /// <summary>
    /// The person looks at the newest line, or no longer does. The divider stays until the person answers or looks away again.
    /// </summary>
    public void SetWatched(bool isWatched)
    {
        if (IsWatched && !isWatched)
        {
            FirstUnread = null;
        }

        IsWatched = isWatched;
        NoteSeen();
    }

    /// <summary>The numbers of the log begin anew: those of the lines so far mean nothing any more.</summary>
    public void ForgetSeen()
    {
        for (int i = 0; i < _lines.Count; i++)
        {
            _lines[i] = _lines[i] with { Seq = 0 };
        }

        SeenSeq = 0;
    }

    public void Clear()
    {
        _lines.Clear();
        FirstUnread = null;
    }

    private void NoteSeen()
    {
        if (!IsWatched)
        {
            return;
        }

        for (int i = _lines.Count - 1; i >= 0; i--)
        {
            if (_lines[i].Kind == LineKind.Message)
            {
                SeenSeq = Math.Max(SeenSeq, _lines[i].Seq);
                return;
            }
        }
    }
}
