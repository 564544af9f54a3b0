using Locket.Cli.Chat.Model;
using Xunit;

namespace Locket.Cli.Tests.Chat.Model;

public sealed class ConversationViewTests
{
    [Fact]
    public void Add_WhileWatched_IsSeenAtOnce()
    {
        ConversationView view = new();
        view.Add(Message(5));
        Assert.Equal((5L, 0, null), (view.SeenSeq, view.UnreadCount, view.FirstUnread));
    }

    [Fact]
    public void Add_WhileNotWatched_StandsBehindTheDividerUntilAnswered()
    {
        ConversationView view = new();
        view.Add(Message(1));
        view.SetWatched(false);
        view.Add(Message(2));
        view.Add(Line(LineKind.Notice));
        view.Add(Message(3));
        Assert.Equal((1L, 2, 1), (view.SeenSeq, view.UnreadCount, view.FirstUnread));
        view.SetWatched(true);
        Assert.Equal((3L, 1), (view.SeenSeq, view.FirstUnread));
        view.Add(Line(LineKind.Own));
        Assert.Null(view.FirstUnread);
    }

    [Fact]
    public void Add_MoreThanItKeeps_DropsTheOldestAndMovesTheDivider()
    {
        ConversationView view = new();
        view.Add(Message(1));
        view.SetWatched(false);
        for (int i = 0; i < ConversationView.MostLines + 10; i++)
        {
            view.Add(Message(i + 2));
        }

        Assert.Equal((ConversationView.MostLines, 0), (view.Lines.Count, view.FirstUnread));
        Assert.Equal(12, view.Lines[0].Seq);
    }

    [Fact]
    public void RemoveWaiting_SaidAgain_TakesOutWhatWasNeverSentAndNothingElse()
    {
        ConversationView view = new();
        Delivery sent = new();
        sent.Sent(readers: 1);
        view.Add(Own("hi", sent));
        view.Add(Own("hi", new Delivery()));
        view.Add(Own("hello", new Delivery()));
        view.RemoveWaiting("hi");
        view.RemoveWaiting("hi");
        Assert.Equal([("hi", "sent"), ("hello", "waiting")], view.Lines.Select(line => (line.Text, line.Delivery!.Mark)));
    }

    [Fact]
    public void Mark_NewsInAnyOrder_OnlyGoesForward()
    {
        Delivery delivery = new();
        Assert.Equal("waiting", delivery.Mark);
        delivery.Sent(readers: 2);
        Assert.Equal("sent", delivery.Mark);
        delivery.DeliveredTo("a");
        Assert.Equal("delivered 1 of 2", delivery.Mark);
        delivery.Stored();
        Assert.Equal("delivered 1 of 2", delivery.Mark);
        delivery.ReadBy("b");
        Assert.Equal("read 1 of 2", delivery.Mark);
        delivery.DeliveredTo("b");
        delivery.ReadBy("a");
        delivery.ReadBy("a");
        Assert.Equal("read", delivery.Mark);
    }

    [Fact]
    public void Mark_SomeoneGetsNoCopy_IsNeverPlainlyRead()
    {
        Delivery delivery = new();
        delivery.Sent(readers: 1, others: 1);
        delivery.ReadBy("a");
        Assert.Equal("read 1 of 2", delivery.Mark);
    }

    [Fact]
    public void Mark_WhileThereIsNoConnection_WhatIsSealedWaits()
    {
        Delivery delivery = new() { IsHeld = true };
        delivery.Sent(readers: 1);
        Assert.Equal("waiting", delivery.Mark);
        delivery.IsHeld = false;
        Assert.Equal("sent", delivery.Mark);
        delivery.Stored();
        delivery.IsHeld = true;
        Assert.Equal("stored", delivery.Mark);
    }

    private static ConversationLine Message(long seq) => Line(LineKind.Message) with { Seq = seq, Sender = "Bob" };

    private static ConversationLine Own(string text, Delivery delivery)
        => new() { Kind = LineKind.Own, Time = default, Sender = "me", Text = text, Delivery = delivery };

    private static ConversationLine Line(LineKind kind) => new() { Kind = kind, Time = DateTimeOffset.UnixEpoch, Text = "text" };
}
