using System.Globalization;
using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

/// <summary>What cannot be sealed for anybody waits, whole or the rest of it, and nothing of it is lost.</summary>
public class RoomWaitingTests
{
    /// <summary>What may be sent to a member that does not answer (docs/protocol.md, "Double ratchet").</summary>
    private const int MostUnanswered = 900;

    [Fact]
    public void SendText_NobodyCanBeSentToInTheMiddleOfIt_TheRestWaitsAndComesInOrder()
    {
        using Meeting meeting = Meeting.OfTwo(
            out ModelMember alice, out ModelMember bob, new RoomOptions { Name = "any", Acknowledges = false });
        List<string> sent = [];
        while (alice.Room.Members[0].Unanswered < MostUnanswered - 3)
        {
            Send(string.Create(CultureInfo.InvariantCulture, $"{sent.Count}"));
        }

        // Ten parts; three go out, and then Bob gets nothing more until he answers.
        Send(string.Concat(Enumerable.Range(0, 250_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i:00000000} "))));
        int parts = alice.Of<TextSent>().Last().Parts;
        Assert.Equal(3, alice.Of<TextSent>().Last().Part);
        Assert.True(parts > 5);
        Assert.IsType<TextQueued>(alice.Events[^2]);
        Assert.IsType<Away>(alice.Events[^1]);
        Assert.Equal(1, alice.Room.WaitingTexts);
        long local = alice.Of<TextSent>().Last().Local;
        Send("behind it");
        Assert.Equal(2, alice.Room.WaitingTexts);

        // Nothing of it depends on this process.
        alice.Restore(alice.Save(), meeting.Now);
        meeting.Settle();
        meeting.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(0, alice.Room.WaitingTexts);
        Assert.Equal(string.Concat(sent), string.Concat(bob.Texts));
        Assert.Equal("behind it", bob.Texts[^1]);
        TextSent[] rest = [.. alice.Of<TextSent>().Where(part => part.Local == local)];
        Assert.Equal(parts, rest.Length);
        Assert.Equal(rest[^1].Parts, rest[^1].Part);
        Assert.Contains(alice.Of<EntryStored>(), stored => stored.Local == local);
        Assert.Empty(alice.Alarms);
        Assert.Empty(bob.Alarms);

        void Send(string text)
        {
            sent.Add(text);
            alice.Room.SendText(text, meeting.Now);
            alice.TakeEvents();
            alice.Send(meeting.Relay, meeting.Now);
        }
    }
}
