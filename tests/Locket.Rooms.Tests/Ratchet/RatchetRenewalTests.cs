using Locket.Rooms.Ratchet;
using Locket.Secrets;
using Xunit;
using static Locket.Rooms.Tests.Ratchet.RatchetPair;

namespace Locket.Rooms.Tests.Ratchet;

public class RatchetRenewalTests
{
    [Fact]
    public void NeedsTurn_SideThatOnlySends_AfterFiftyMessages()
    {
        using RatchetPair pair = Talking();
        for (int i = 0; i < 49; i++)
        {
            Pass(pair.A, pair.B);
            Assert.False(pair.A.NeedsTurn(Start));
        }

        Pass(pair.A, pair.B);
        Assert.True(pair.A.NeedsTurn(Start));
        Assert.False(pair.B.NeedsTurn(Start.AddYears(1)));
        Assert.True(pair.B.OwesTurn);

        // The empty turn that the peer answers with.
        ulong renewals = pair.A.Renewals;
        Pass(pair.B, pair.A, string.Empty);
        Assert.False(pair.A.NeedsTurn(Start));
        Assert.Equal(renewals + 1, pair.A.Renewals);
    }

    [Fact]
    public void NeedsTurn_SideThatHasSent_AfterAnHour()
    {
        using RatchetPair pair = new();
        DateTimeOffset hour = Start.AddHours(1);
        Assert.False(pair.A.NeedsTurn(hour));
        _ = Seal(pair.A);
        Assert.False(pair.A.NeedsTurn(hour.AddMilliseconds(-1)));
        Assert.True(pair.A.NeedsTurn(hour));
        Assert.False(pair.A.NeedsTurn(Start.AddYears(-1)));
    }

    [Fact]
    public void LastRenewal_Turns_IsTheTimeOfTheNewest()
    {
        using RatchetPair pair = new();
        Assert.Equal((Start, 0UL), (pair.B.LastRenewal, pair.B.Renewals));
        DateTimeOffset first = Start.AddMinutes(5);
        Open(pair.B, Seal(pair.A), first.AddTicks(9_999));
        Assert.Equal((first, 1UL), (pair.B.LastRenewal, pair.B.Renewals));

        // No turn: the chain is the same.
        Open(pair.B, Seal(pair.A), first.AddMinutes(1));
        Assert.Equal((first, 1UL), (pair.B.LastRenewal, pair.B.Renewals));

        DateTimeOffset second = first.AddHours(3).ToOffset(TimeSpan.FromHours(2));
        Open(pair.A, Seal(pair.B), second);
        Assert.Equal((second, 1UL), (pair.A.LastRenewal, pair.A.Renewals));
        Assert.Equal(TimeSpan.Zero, pair.A.LastRenewal.Offset);
    }

    [Fact]
    public void Seal_AfterATurn_UsesAnotherKeyThanBefore()
    {
        using RatchetPair pair = Talking();
        HashSet<string> keys = [];
        for (int i = 0; i < 10; i++)
        {
            Pass(pair.A, pair.B);
            Pass(pair.B, pair.A);
            using RatchetState state = StateOf(pair.A);
            SecretBytes[] all =
            [
                state.Root, state.Own.ExportScalar(), state.NextReceivingHeaderKey, state.NextSendingHeaderKey,
                state.Sending!.ChainKey, state.Receiving!.ChainKey,
            ];
            Assert.All(all, key => Assert.True(keys.Add(Convert.ToHexString(key.Span)), "a key came twice"));
        }
    }

    private static void Open(RatchetSession side, byte[] message, DateTimeOffset now)
    {
        Assert.True(side.TryOpen(message, Data, now, out SecretBytes? plaintext, out _));
        plaintext.Dispose();
    }
}
