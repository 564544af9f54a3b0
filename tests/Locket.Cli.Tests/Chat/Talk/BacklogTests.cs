using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

public sealed class BacklogTests
{
    private readonly Backlog _backlog = new();

    [Fact]
    public void Room_TheRelayConfirmsNothing_IsFullUntilItDoes()
    {
        _backlog.Note(new LinkNews(LinkState.Connected));
        for (long local = 1; local < Backlog.MostUnconfirmed; local++)
        {
            Send(local);
            Assert.True(_backlog.Room.IsCompleted);
        }

        Send(Backlog.MostUnconfirmed);
        Task room = _backlog.Room;
        Assert.False(room.IsCompleted);
        _backlog.Note(new RoomNews(new EntryStored(1, 101)));
        Assert.True(room.IsCompleted);
        Assert.True(_backlog.Room.IsCompleted);
    }

    [Fact]
    public void Room_TheConnectionIsLost_LetsCommandsThrough()
    {
        _backlog.Note(new LinkNews(LinkState.Connected));
        for (long local = 1; local <= 2 * Backlog.MostUnconfirmed; local++)
        {
            Send(local);
        }

        Task room = _backlog.Room;
        _backlog.Note(new LinkNews(LinkState.Lost));
        Assert.True(room.IsCompleted);
        Send(1_000);
        Assert.True(_backlog.Room.IsCompleted);
    }

    [Fact]
    public void Room_AfterARefusal_IsThereWhenSomethingHappened()
    {
        _backlog.Refuse();
        Task room = _backlog.Room;
        _backlog.Note(new WireNews(IsSent: true, default));
        Assert.False(room.IsCompleted);
        _backlog.Note(new RoomNews(new TextSent(1, 1, 1, 1, new byte[16], 600, [])));
        Assert.True(room.IsCompleted);
    }

    [Fact]
    public void Waiting_TextsInParts_AreThereUntilTheLastPart()
    {
        _backlog.Add(2, "two");
        _backlog.Add(1, "one");
        _backlog.Note(new RoomNews(new TextSent(1, 1, 2, 1, new byte[16], 600, [])));
        Assert.Equal(["one", "two"], _backlog.Waiting.Values, StringComparer.Ordinal);
        _backlog.Note(new RoomNews(new TextSent(1, 2, 2, 2, new byte[16], 600, [])));
        Assert.Equal(["two"], _backlog.Waiting.Values, StringComparer.Ordinal);
    }

    private void Send(long local)
    {
        _backlog.Add(local, "text");
        _backlog.Note(new RoomNews(new TextSent(local, 1, 1, local, new byte[16], 600, [])));
    }
}
