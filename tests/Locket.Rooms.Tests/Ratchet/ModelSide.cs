using System.Text;
using Locket.Rooms.Ratchet;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>One side of a schedule: its session, what is on its way to it, and what should become of that.</summary>
internal sealed class ModelSide(string name, RatchetSession session)
{
    private readonly HashSet<int> _opened = [];

    public RatchetSession Session { get; private set; } = session;

    public SentLog Log { get; } = new(name);

    public PredictedReceiver Prediction { get; } = new();

    public List<SentMessage> OnTheWay { get; } = [];

    /// <summary>What came before, from which the relay may send copies.</summary>
    public List<SentMessage> Arrived { get; } = [];

    /// <summary>Messages that came for the first time and did not open.</summary>
    public List<(SentMessage Message, OpenFailure Reason)> Refused { get; } = [];

    /// <summary>Every outcome that a true message had.</summary>
    public HashSet<OpenFailure> Outcomes { get; } = [];

    public ulong NewestEpoch { get; private set; }

    public void Deliver(SentMessage message)
    {
        bool isFirst = !Arrived.Contains(message);
        OpenFailure expected = Prediction.Receive(message);
        bool opened = Session.TryOpen(
            message.Bytes, RatchetPair.Data, RatchetPair.Start, out SecretBytes? plaintext, out OpenFailure failure);
        using (plaintext)
        {
            Assert.True(expected == failure, $"{name}: {message} gave {failure}, not {expected}");
            Assert.Equal(failure == OpenFailure.None, opened);
            Outcomes.Add(failure);
            if (opened)
            {
                Assert.Equal(message.Text, Encoding.UTF8.GetString(plaintext!.Span));
                Assert.True(_opened.Add(message.Id), $"{message} opened twice");
                NewestEpoch = Math.Max(NewestEpoch, message.Epoch);
            }
            else if (isFirst)
            {
                Refused.Add((message, failure));
            }
        }

        if (isFirst)
        {
            Arrived.Add(message);
        }

        Assert.Equal(Prediction.Missing, Session.Missing);
    }

    /// <summary>Flips one bit of a message on its way: nothing may change.</summary>
    public void DeliverDamaged(SentMessage message, Random random)
    {
        byte[] before = RatchetPair.SavedBytes(Session);
        byte[] bytes = [.. message.Bytes];
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        Assert.False(Session.TryOpen(bytes, RatchetPair.Data, RatchetPair.Start, out _, out OpenFailure failure));
        Assert.NotEqual(OpenFailure.None, failure);
        Assert.Equal(before, RatchetPair.SavedBytes(Session));
    }

    public void Restart()
    {
        byte[] saved = RatchetPair.SavedBytes(Session);
        Assert.InRange(saved.Length, 1, SavedRatchet.MaxLengthInBytes);
        GoBackTo(saved);
        Assert.Equal(saved, RatchetPair.SavedBytes(Session));
    }

    public void GoBackTo(byte[] saved)
    {
        Session.Dispose();
        Session = RatchetPair.Restore(saved);
    }
}
