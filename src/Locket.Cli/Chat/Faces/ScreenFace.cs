using System.Globalization;
using Locket.Cli.Chat.Input;
using Locket.Cli.Chat.Model;
using Locket.Cli.Chat.Screen;
using Locket.Cli.Chat.Talk;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Faces;

/// <summary>A conversation on a terminal: messages above, what one writes below.</summary>
internal sealed class ScreenFace : IChatFace
{
    /// <summary>The title, the status and the line that is written.</summary>
    private const int OtherRows = 3;

    private readonly IScreenTerminal _terminal;
    private readonly TimeProvider _time;
    private readonly ConversationView _view;
    private readonly ChatScreen _screen;
    private readonly ScreenPainter _painter;
    private readonly KeyPump _keys;
    private readonly InputEditor _editor = new();
    private readonly Dictionary<long, Delivery> _deliveries = [];
    private ChatLoop? _loop;
    private bool _hasFocus = true;
    private long _renewals;
    private string _linkStatus = "connecting";
    private bool _isLinked;

    public ScreenFace(IScreenTerminal terminal, TimeProvider time, string title, bool isColored)
    {
        _terminal = terminal;
        _time = time;
        _view = new ConversationView { Title = title, Status = "connecting" };
        _screen = new ChatScreen(_view, time.LocalTimeZone);
        _painter = new ScreenPainter(isColored);
        _keys = new KeyPump(terminal);
    }

    public long SeenSeq => _view.SeenSeq;

    public bool IsForPrograms => false;

    public void ForgetSeen() => _view.ForgetSeen();

    public void Show(ChatEventJson found)
    {
        switch (found.Event)
        {
            case "message":
                Add(LineKind.Message, found.Text ?? string.Empty, found);
                if (found.WithoutCopy is { Count: > 0 } others)
                {
                    Add(LineKind.Alert, $"this was not sent to {string.Join(", ", others)}", found);
                }

                break;
            case "history":
                Add(
                    found.Direction is "out" ? LineKind.Own : LineKind.Message,
                    found.Kind is "file" ? $"file {found.Text}" : found.Text ?? string.Empty,
                    found);
                break;
            case "sent" or "stored" or "delivered" or "read":
                Mark(found);
                AddText(LineKind.Alert, found);
                break;
            case "perhaps-lost":
                foreach (long local in found.Locals ?? [])
                {
                    _deliveries.GetValueOrDefault(local)?.PerhapsLost();
                }

                AddText(LineKind.Alert, found);
                break;
            case "wire":
                AddText(LineKind.Wire, found);
                break;
            case "connected" or "disconnected":
                ShowLink(found);
                break;
            case "other-room" or "room-before":
                (_isLinked, _linkStatus, _renewals) = (false, "connecting", 0);
                _deliveries.Clear();
                ShowStatus();
                AddText(LineKind.Notice, found);
                break;
            case "keys-renewed":
                _renewals++;
                ShowStatus();
                break;
            case "security-event" or "wrong-password" or "locked" or "missing" or "other-suite" or "pair-again-asked" or "refused":
                AddText(LineKind.Alert, found);
                break;
            default:
                AddText(LineKind.Notice, found);
                break;
        }
    }

    public void ShowOwn(ChatEventJson own)
    {
        Delivery delivery = new() { IsHeld = !_isLinked };
        _deliveries[own.Local ?? 0] = delivery;
        string text = own.Kind is "file" ? $"file {own.Text}" : own.Text ?? string.Empty;
        if (own.Kind is "again")
        {
            _view.RemoveWaiting(text);
        }

        _view.Add(new ConversationLine { Kind = LineKind.Own, Time = own.Time, Sender = own.Name, Text = text, Delivery = delivery });
        _screen.ScrollToBottom();
    }

    public void ShowInvitation(ChatEventJson invitation)
    {
        TerminalSize size = _terminal.Size;
        string text = invitation.Invitation!;
        IReadOnlyList<string> picture = QrPicture.Lines(text);
        string lead = "give this to whoever may join, and the password another way:";
        int rowsOfText = 2 + ((text.Length + size.Columns - 1) / size.Columns);
        bool fits = picture[0].Length <= size.Columns && picture.Count + rowsOfText + OtherRows <= size.Rows;
        foreach (string line in fits ? picture : [])
        {
            Add(LineKind.Picture, line, invitation);
        }

        if (!fits)
        {
            Add(LineKind.Notice, "/invite shows it as a QR code in a larger window", invitation);
        }

        Add(LineKind.Notice, lead, invitation);
        Add(LineKind.Link, text, invitation);
    }

    public void Say(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            Add(LineKind.Answer, line, found: null);
        }
    }

    public void Complain(string problem) => Add(LineKind.Alert, problem, found: null);

    public void ShowPeople(IReadOnlyList<PersonHere> people) => _view.People = people;

    public void Refresh()
    {
        _view.SetWatched(_hasFocus && _screen.IsAtBottom);
        TerminalSize size = _terminal.Size;
        Frame frame = _screen.Lay(_editor, size);
        _terminal.Write(_painter.Paint(frame, size));
    }

    /// <summary>The window changed, or another program wrote on it: everything is painted anew. May be called from any thread.</summary>
    public void Redraw() => _loop?.TryPost(() =>
    {
        _painter.Forget();
        return Task.CompletedTask;
    });

    public async Task ReadAsync(
        ChatLoop loop, Func<string?, Task<LineOutcome>> take, Func<Task> room, CancellationToken cancellationToken)
    {
        _loop = loop;

        // The terminal was the shell's or a question's meanwhile, and shows nothing of what was painted before.
        Redraw();
        bool isGone = await _keys.RunAsync(
            keys => loop.PostAsync(() => PressAsync(keys, take), cancellationToken), cancellationToken);
        if (isGone)
        {
            await loop.PostAsync(() => take(null), cancellationToken);
        }
    }

    private async Task PressAsync(IReadOnlyList<Key> keys, Func<string?, Task<LineOutcome>> take)
    {
        foreach (Key key in keys)
        {
            await PressAsync(key, take);
        }
    }

    private async Task PressAsync(Key key, Func<string?, Task<LineOutcome>> take)
    {
        switch (key.Kind)
        {
            case KeyKind.Enter:
                _screen.ScrollToBottom();
                string line = _editor.Take();
                LineOutcome outcome = await take(line);
                if (outcome != LineOutcome.Taken)
                {
                    _editor.Set(line);
                }

                if (outcome == LineOutcome.NoRoom)
                {
                    Complain("too many texts wait already for somebody to read them; try this one again later");
                }

                break;
            case KeyKind.EndOfInput when _editor.Text.Length == 0:
                await take("/quit");
                break;
            case KeyKind.EndOfInput:
                _editor.Apply(new Key(KeyKind.Delete));
                break;
            case KeyKind.Tab:
                Complete();
                break;
            case KeyKind.PageUp:
                _screen.ScrollPages(1, _terminal.Size);
                break;
            case KeyKind.PageDown:
                _screen.ScrollPages(-1, _terminal.Size);
                break;
            case KeyKind.Redraw:
                _painter.Forget();
                break;
            case KeyKind.FocusIn or KeyKind.FocusOut:
                _hasFocus = key.Kind == KeyKind.FocusIn;
                break;
            default:
                if (!_editor.Apply(key))
                {
                    Complain("that is too long for one message; /send sends a file");
                }

                break;
        }
    }

    private void Complete()
    {
        IReadOnlyList<string> found = SlashCommand.Complete(_editor.Text);
        if (found is [string only])
        {
            _editor.Set(only + " ");
        }
        else if (found.Count > 1)
        {
            Add(LineKind.Answer, string.Join("  ", found), found: null);
        }
    }

    private void Mark(ChatEventJson found)
    {
        if (!_deliveries.TryGetValue(found.Local ?? 0, out Delivery? delivery))
        {
            return;
        }

        switch (found.Event)
        {
            case "sent":
                delivery.Sent(found.Readers ?? 1, found.WithoutCopy?.Count ?? 0);
                break;
            case "stored":
                delivery.Stored();
                break;
            case "delivered":
                delivery.DeliveredTo(found.Member!);
                break;
            default:
                delivery.ReadBy(found.Member!);
                break;
        }
    }

    private void ShowLink(ChatEventJson found)
    {
        _isLinked = found.Event is "connected";
        _linkStatus = EventText.Of(found) ?? _linkStatus;
        foreach (Delivery delivery in _deliveries.Values)
        {
            delivery.IsHeld = !_isLinked;
        }

        ShowStatus();
        if (found.Kind is LinkWatch.Never)
        {
            // The line of status has no room for what to check.
            AddText(LineKind.Notice, found);
        }
    }

    private void ShowStatus() => _view.Status = _isLinked && _renewals > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{_linkStatus} · keys renewed {_renewals} {(_renewals == 1 ? "time" : "times")}")
        : _linkStatus;

    private void AddText(LineKind kind, ChatEventJson found)
    {
        if (EventText.Of(found) is { } text)
        {
            Add(kind, text, found);
        }
    }

    private void Add(LineKind kind, string text, ChatEventJson? found) => _view.Add(new ConversationLine
    {
        Kind = kind,
        Time = found?.Time ?? _time.GetUtcNow(),
        Sender = found?.Name,
        Text = text,
        Seq = found?.Seq ?? 0,
    });
}
