using Locket.Cli.Chat.Input;
using Locket.Cli.Chat.Model;
using Locket.Cli.Chat.Screen;
using Xunit;

namespace Locket.Cli.Tests.Chat.Screen;

public sealed class ChatScreenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly ConversationView _view = new() { Title = "room", Status = "connected", People = [new("Bob", IsAway: false)] };
    private readonly InputEditor _editor = new();

    [Fact]
    public void Lay_Conversation_IsWhatOneReads()
    {
        Delivery delivery = new();
        delivery.Sent(1);
        delivery.Stored();
        _view.Add(new ConversationLine { Kind = LineKind.Notice, Time = Noon, Text = "Bob joined" });
        _view.Add(new ConversationLine { Kind = LineKind.Own, Time = Noon, Sender = "Alice", Text = "hello", Delivery = delivery });
        _view.Add(new ConversationLine { Kind = LineKind.Message, Time = Noon, Sender = "Bob", Text = "a longer text that breaks\nand goes on" });
        _view.Add(new ConversationLine { Kind = LineKind.Alert, Time = Noon, Text = "3103 replayed" });
        _editor.Insert("hi 日本");
        Assert.Equal(
            """
             room · Bob
            12:00 * Bob joined
            12:00 Alice: hello                stored
            12:00 Bob: a longer text that breaks
                  and goes on
            12:00 ! 3103 replayed


             connected
            > hi 日本
            """,
            Shown(40, 10, out (int Row, int Column) cursor));
        Assert.Equal((9, 9), cursor);
    }

    [Fact]
    public void Lay_HostileTextAndName_StayInTheirPlace()
    {
        _view.Add(new ConversationLine { Kind = LineKind.Message, Time = Noon, Sender = "Eve\e[2J", Text = "x\e[1;1Hy\u202Ez\r" });
        _view.People = [new("Eve\e[2J", IsAway: true)];
        string shown = Shown(60, 5, out _);
        Assert.Contains(@"Eve\u{1b}[2J: x\u{1b}[1;1Hy\u{202e}z\u{d}", shown, StringComparison.Ordinal);
        Assert.Contains(@"room · Eve\u{1b}[2J (away)", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Lay_NameWithPiledUpMarks_KeepsFewOfThem()
    {
        string name = "Z" + new string('\u0301', 20);
        _view.Add(new ConversationLine { Kind = LineKind.Message, Time = Noon, Sender = name, Text = "hi" });
        _view.People = [new(name, IsAway: false)];
        string shown = Shown(400, 5, out _);
        Assert.Equal(2 * 8, shown.Count(character => character == '\u0301'));
    }

    [Fact]
    public void ScrollPages_NewMessagesCome_TheTextStaysAndTheStatusCounts()
    {
        AddMessages(0, 30);
        TerminalSize size = new(40, 10);
        ChatScreen screen = new(_view, TimeZoneInfo.Utc);
        screen.Lay(_editor, size);
        screen.ScrollPages(1, size);
        _view.SetWatched(false);
        string before = screen.Lay(_editor, size).Rows[1].ToString();
        AddMessages(30, 3);
        Frame after = screen.Lay(_editor, size);
        Assert.Equal(before, after.Rows[1].ToString());
        Assert.Contains("3 unread below", after.Rows[8].ToString(), StringComparison.Ordinal);
        screen.ScrollToBottom();
        Frame bottom = screen.Lay(_editor, size);
        Assert.Contains(bottom.Rows, row => row.ToString().Contains("─ unread ─", StringComparison.Ordinal));
        Assert.Contains("message 32", bottom.Rows[7].ToString(), StringComparison.Ordinal);
        screen.ScrollPages(1000, size);
        Assert.Contains("message 0", screen.Lay(_editor, size).Rows[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lay_LongInput_ShowsTheRowsAroundTheCursor()
    {
        _editor.Insert(string.Concat(Enumerable.Range(0, 100).Select(i => $"word{i} ")));
        Frame frame = new ChatScreen(_view, TimeZoneInfo.Utc).Lay(_editor, new TerminalSize(40, 12));
        Assert.Equal(12, frame.Rows.Count);
        Assert.Equal(11, frame.CursorRow);
        Assert.Contains("99", frame.Rows[11].ToString(), StringComparison.Ordinal);
        _editor.Apply(new Key(KeyKind.Home));
        frame = new ChatScreen(_view, TimeZoneInfo.Utc).Lay(_editor, new TerminalSize(40, 12));
        Assert.Equal((8, 2), (frame.CursorRow, frame.CursorColumn));
    }

    [Fact]
    public void Paint_AnyFramesInTurn_TheTerminalShowsTheLast()
    {
        Random random = new(11);
        ScreenPainter painter = new(isColored: true);
        TerminalSize size = new(50, 12);
        ShownTerminal terminal = new(size.Columns, size.Rows);
        ChatScreen screen = new(_view, TimeZoneInfo.Utc);
        string[] texts = ["hi", "日本語のとても長いメッセージが折り返される", "👨\u200D👩\u200D👧 family", "e\u0301\u0301", "long " + new string('x', 90), "\e[2J", "a\nb\nc"];
        for (int i = 0; i < 1_000; i++)
        {
            switch (random.Next(6))
            {
                case 0:
                    _view.Add(new ConversationLine { Kind = LineKind.Message, Time = Noon, Sender = "Bob", Text = texts[random.Next(texts.Length)] });
                    break;
                case 1:
                    Delivery delivery = new();
                    delivery.Sent(random.Next(3));
                    _view.Add(new ConversationLine
                    {
                        Kind = LineKind.Own,
                        Time = Noon,
                        Sender = "日本",
                        Text = texts[random.Next(texts.Length)],
                        Delivery = delivery,
                    });
                    break;
                case 2:
                    _editor.Insert(texts[random.Next(texts.Length - 1)]);
                    break;
                case 3:
                    _editor.Apply(new Key((KeyKind)random.Next((int)KeyKind.Enter, (int)KeyKind.FocusOut)));
                    break;
                case 4:
                    screen.ScrollPages(random.Next(-2, 3), size);
                    break;
                default:
                    _editor.Take();
                    break;
            }

            _view.SetWatched(screen.IsAtBottom);
            Frame frame = screen.Lay(_editor, size);
            terminal.Send(painter.Paint(frame, size));
            Assert.Equal(size.Rows, frame.Rows.Count);
            for (int row = 0; row < size.Rows; row++)
            {
                Assert.Equal(frame.Rows[row].ToString().TrimEnd(' '), terminal.Row(row));
            }

            Assert.Equal((frame.CursorRow, frame.CursorColumn), terminal.Cursor);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 4)]
    [InlineData(20, 5)]
    [InlineData(300, 100)]
    public void Lay_AnySize_GivesRowsOfThatSize(int columns, int rows)
    {
        AddMessages(0, 3);
        _editor.Insert("日本語 and more");
        Frame frame = new ChatScreen(_view, TimeZoneInfo.Utc).Lay(_editor, new TerminalSize(columns, rows));
        Assert.Equal(Math.Max(4, rows), frame.Rows.Count);
        Assert.All(frame.Rows, row => Assert.InRange(row.Width, 0, Math.Max(8, columns)));
        Assert.InRange(frame.CursorColumn, 0, Math.Max(8, columns) - 1);
    }

    private void AddMessages(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            _view.Add(new ConversationLine { Kind = LineKind.Message, Time = Noon, Sender = "Bob", Text = $"message {i}", Seq = i + 1 });
        }
    }

    private string Shown(int columns, int rows, out (int Row, int Column) cursor)
    {
        TerminalSize size = new(columns, rows);
        ShownTerminal terminal = new(columns, rows);
        terminal.Send(new ScreenPainter(isColored: true).Paint(new ChatScreen(_view, TimeZoneInfo.Utc).Lay(_editor, size), size));
        cursor = terminal.Cursor;
        return string.Join('\n', Enumerable.Range(0, rows).Select(terminal.Row));
    }
}
