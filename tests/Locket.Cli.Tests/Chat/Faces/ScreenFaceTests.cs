using Locket.Cli.Chat.Faces;
using Locket.Cli.Json;
using Locket.Relay.Tests.TestSupport;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Faces;

public sealed class ScreenFaceTests
{
    private static readonly string Invitation = new Invitation
    {
        Host = "192.168.100.200",
        Code = RoomCode.Classic,
        Pin = new byte[32],
    }.ToText();

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(100, 34, true)]
    [InlineData(80, 24, false)]
    [InlineData(40, 10, false)]
    public void ShowInvitation_AnyWindow_ShowsAWholeCodeOrNoneAndTheLinkFromTheFirstColumn(int columns, int rows, bool fits)
    {
        PaintedTerminal terminal = new(columns, rows);
        ScreenFace face = new(terminal, _time, "room", isColored: false);
        face.ShowInvitation(Event("invitation") with { Invitation = Invitation });
        face.Refresh();
        int pictureRows = terminal.Rows.Count(row => row.Contains('█', StringComparison.Ordinal) || row.Contains('▀', StringComparison.Ordinal));
        Assert.Equal(fits ? QrPicture.Lines(Invitation).Count - 2 : 0, pictureRows);
        Assert.Equal(!fits, Joined(terminal).Contains("/invite", StringComparison.Ordinal));
        int first = terminal.Rows.ToList().FindIndex(row => row.StartsWith("locket://", StringComparison.Ordinal));
        int taken = (Invitation.Length + columns - 1) / columns;
        Assert.Equal(Invitation, string.Concat(terminal.Rows.Skip(first).Take(taken)));
    }

    [Fact]
    public void Show_KeysAreRenewed_TheStatusCounts()
    {
        PaintedTerminal terminal = new(80, 10);
        ScreenFace face = new(terminal, _time, "room", isColored: false);
        face.Show(Event("connected"));
        face.Show(Event("keys-renewed") with { Count = 1 });
        face.Show(Event("keys-renewed") with { Count = 2 });
        face.Refresh();
        Assert.Equal(" connected to the relay · keys renewed 2 times", terminal.Rows[8]);
    }

    [Fact]
    public void Show_ConnectionIsLost_WhatIsSealedIsMarkedWaitingAgain()
    {
        PaintedTerminal terminal = new(80, 10);
        ScreenFace face = new(terminal, _time, "room", isColored: false);
        face.Show(Event("connected"));
        face.ShowOwn(Event("own") with { Local = 1, Text = "hello", Name = "Alice" });
        face.Show(Event("sent") with { Local = 1, Readers = 1 });
        face.Refresh();
        Assert.EndsWith(" sent", terminal.Rows[1], StringComparison.Ordinal);
        face.Show(Event("disconnected") with { Detail = "the connection was lost" });
        face.Refresh();
        Assert.EndsWith(" waiting", terminal.Rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Show_SomeoneGetsNoCopy_StandsBelowTheMessageAndInItsMark()
    {
        PaintedTerminal terminal = new(100, 10);
        ScreenFace face = new(terminal, _time, "room", isColored: false);
        face.Show(Event("connected"));
        face.ShowOwn(Event("own") with { Local = 1, Text = "hello", Name = "Alice" });
        face.Show(Event("sent") with { Local = 1, Readers = 1, WithoutCopy = ["Bob"] });
        face.Show(Event("read") with { Local = 1, Member = "c", Name = "Carol" });
        face.Refresh();
        Assert.EndsWith(" read 1 of 2", terminal.Rows[1], StringComparison.Ordinal);
        Assert.Contains("! not sent to Bob", terminal.Rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_TerminalWasCleared_EverythingIsPaintedAnew()
    {
        PaintedTerminal terminal = new(80, 10);
        ScreenFace face = new(terminal, _time, "room", isColored: false);
        face.Show(Event("connected"));
        face.Refresh();
        IReadOnlyList<string> before = terminal.Rows;
        terminal.Write("\e[2J");
        ChatLoop loop = new();
        await face.ReadAsync(loop, _ => Task.FromResult(LineOutcome.Taken), () => Task.CompletedTask, CancellationToken.None);
        bool isOver = false;
        await loop.RunAsync(
            () => isOver,
            () =>
            {
                face.Refresh();
                isOver = true;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(before, terminal.Rows);
    }

    [Fact]
    public void Show_OtherRoom_TheStatusBeginsAnew()
    {
        PaintedTerminal terminal = new(80, 10);
        ScreenFace face = new(terminal, _time, "room", isColored: false);
        face.Show(Event("connected"));
        face.Show(Event("keys-renewed"));
        face.Show(Event("other-room"));
        face.Refresh();
        Assert.Equal(" connecting", terminal.Rows[8]);
    }

    private static string Joined(PaintedTerminal terminal) => string.Join('\n', terminal.Rows);

    private ChatEventJson Event(string name) => new() { Event = name, Time = _time.GetUtcNow() };
}
