using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;
using static Locket.Rooms.Tests.Ratchet.RatchetPair;

namespace Locket.Rooms.Tests.Ratchet;

public class RatchetSessionTests
{
    [Theory]
    [InlineData(CipherSuite.Aes256)]
    [InlineData(CipherSuite.Aes128)]
    public void TryOpen_ConversationInOrder_OpensEverything(CipherSuite suite)
    {
        using RatchetPair pair = new(suite);
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i <= round % 3; i++)
            {
                Pass(pair.A, pair.B, $"{round}.{i} from A");
            }

            for (int i = 0; i <= round % 2; i++)
            {
                Pass(pair.B, pair.A, $"{round}.{i} from B");
            }
        }

        Assert.Equal(20UL, pair.A.Renewals);
        Assert.Equal(20UL, pair.B.Renewals);
        Assert.Equal(0, pair.A.Missing);
    }

    [Fact]
    public void TryOpen_OutOfOrder_OpensEachOnce()
    {
        using RatchetPair pair = Talking();
        byte[][] messages = [.. Enumerable.Range(0, 5).Select(i => Seal(pair.A, $"{i}"))];
        foreach (int i in new[] { 3, 0, 4, 2 })
        {
            Opens(pair.B, messages[i], $"{i}");
            Refuses(pair.B, messages[i], OpenFailure.Replayed);
        }

        Assert.Equal(1, pair.B.Missing);
        Pass(pair.B, pair.A);
        Pass(pair.A, pair.B);
        Assert.Equal(1, pair.B.Missing);
        Refuses(pair.B, messages[3], OpenFailure.Replayed);
        Opens(pair.B, messages[1], "1");
        Refuses(pair.B, messages[1], OpenFailure.Replayed);
        Assert.Equal(0, pair.B.Missing);
    }

    [Fact]
    public void TryOpen_ChainEndedWithMessagesOnTheWay_StillOpensThem()
    {
        using RatchetPair pair = Talking();
        byte[] first = Seal(pair.A, "first");
        byte[] late = Seal(pair.A, "late");
        Opens(pair.B, first, "first");
        Pass(pair.B, pair.A);
        byte[] renewed = Seal(pair.A, "renewed");
        Opens(pair.B, renewed, "renewed");
        Assert.Equal(1, pair.B.Missing);
        Opens(pair.B, late, "late");
        Refuses(pair.B, late, OpenFailure.Replayed);
        Refuses(pair.B, renewed, OpenFailure.Replayed);
    }

    [Fact]
    public void TryOpen_OwnMessages_AreDamaged()
    {
        using RatchetPair pair = new();
        Refuses(pair.A, Seal(pair.A), OpenFailure.Damaged);
        Pass(pair.A, pair.B);
        Refuses(pair.B, Seal(pair.B), OpenFailure.Damaged);
        Pass(pair.B, pair.A);
        Refuses(pair.A, Seal(pair.A), OpenFailure.Damaged);
    }

    [Fact]
    public void TryOpen_OtherAssociatedDataOrSuite_IsDamaged()
    {
        using RatchetPair pair = new();
        using RatchetPair other = new(CipherSuite.Aes128);
        byte[] message = Seal(pair.A);
        Refuses(pair.B, message, [], OpenFailure.Damaged);
        Refuses(pair.B, message, [.. Data, 0], OpenFailure.Damaged);
        Refuses(other.B, message, OpenFailure.Damaged);

        // The first byte of the header must not count as the last one of the associated data.
        Refuses(pair.B, message[1..], [.. Data, message[0]], OpenFailure.Damaged);
        Opens(pair.B, message);
    }

    [Fact]
    public void Seal_BBeforeAMessage_Throws()
    {
        using RatchetPair pair = new();
        Assert.False(pair.B.CanSeal);
        Assert.False(pair.B.OwesTurn);
        Assert.Throws<InvalidOperationException>(() => Seal(pair.B));
        Pass(pair.A, pair.B);
        Assert.True(pair.B.CanSeal);
        Assert.True(pair.B.OwesTurn);
        Pass(pair.B, pair.A);
        Assert.False(pair.B.OwesTurn);
        Assert.True(pair.A.OwesTurn);
    }

    [Fact]
    public void Seal_TooLong_ThrowsAndChangesNothing()
    {
        using RatchetPair pair = new();
        byte[] before = SavedBytes(pair.A);
        byte[] longest = new byte[RatchetLimits.MaxPlaintextInBytes];
        byte[] longestData = new byte[RatchetLimits.MaxAssociatedDataInBytes];
        Assert.Throws<ArgumentOutOfRangeException>("plaintext", () => pair.A.Seal([.. longest, 0], []));
        Assert.Throws<ArgumentOutOfRangeException>("associatedData", () => pair.A.Seal([], [.. longestData, 0]));
        Assert.Throws<ArgumentOutOfRangeException>("associatedData", () => pair.A.TryOpen([], [.. longestData, 0], Start, out _, out _));
        Assert.Equal(before, SavedBytes(pair.A));

        byte[] message = pair.A.Seal(longest, longestData);
        Assert.Equal(RatchetMessage.MaxLengthInBytes, message.Length);
        Assert.True(pair.B.TryOpen(message, longestData, Start, out SecretBytes? plaintext, out _));
        Assert.Equal(longest, plaintext.Span);
        plaintext.Dispose();
        Refuses(pair.B, [.. message, 0], OpenFailure.Damaged);
    }

    [Fact]
    public void Seal_EqualTexts_GivesNothingInCommon()
    {
        using RatchetPair pair = new();
        byte[] first = Seal(pair.A, "hi");
        byte[] second = Seal(pair.A, "hi");
        byte[] empty = Seal(pair.A, string.Empty);
        Assert.Equal(RatchetMessage.OverheadInBytes, empty.Length);
        Assert.Equal(first.Length, second.Length);

        // Random bytes agree at one place in 256; half of them is out of reach.
        Assert.True(first.Zip(second).Count(pair => pair.First == pair.Second) < first.Length / 4);
        Opens(pair.B, second, "hi");
        Opens(pair.B, first, "hi");
        Opens(pair.B, empty, string.Empty);
    }

    [Fact]
    public void Create_UnusableKeys_Throws()
    {
        using P256PrivateKey key = P256PrivateKey.Generate();
        using P256Point point = key.ExportPublicPoint();
        byte[] one = [.. Enumerable.Repeat((byte)1, 32)];
        byte[] two = [.. Enumerable.Repeat((byte)2, 32)];
        Throws(one[1..], one, two);
        Throws(one, one[1..], two);
        Throws(one, one, [.. two, 0]);
        Throws(one, two, two);
        Throws(one, one, two, (CipherSuite)2);

        void Throws(byte[] secret, byte[] ofA, byte[] ofB, CipherSuite suite = CipherSuite.Aes256)
        {
            Assert.Throws<ArgumentException>("start", () => RatchetSession.CreateA(
                new() { Suite = suite, Secret = secret, HeaderKeyOfA = ofA, HeaderKeyOfB = ofB }, point, new SystemRandom(), Start));
            Assert.Throws<ArgumentException>("start", () => RatchetSession.CreateB(
                new() { Suite = suite, Secret = secret, HeaderKeyOfA = ofA, HeaderKeyOfB = ofB }, key, new SystemRandom(), Start));
        }
    }

    [Fact]
    public void ToString_OfEverything_SaysNothingOfSecrets()
    {
        using RatchetPair pair = Talking();
        _ = Seal(pair.A);
        Pass(pair.A, pair.B);
        Pass(pair.B, pair.A);
        Pass(pair.A, pair.B);
        using RatchetState state = StateOf(pair.B);
        using SecretBytes chainKey = new(32);
        using ChainWalk walk = new(chainKey, 0, 1);
        using P256PrivateKey scalar = P256PrivateKey.Generate();
        using RatchetKeyPair other = new(scalar);
        using P256Point point = P256PrivateKey.Generate().ExportPublicPoint();
        using RootStep step = RootStep.Take(chainKey, other, point);
        Turn.TryPlan(state, new RatchetHeader(other.PublicKey, state.Receiving!.Next, 0), out Turn? turn);

        object[] all =
        [
            pair.B, state, state.Own, state.Sending!, state.Receiving!, state.Receiving!.Skipped, state.Old[^1],
            state.Old[^1].Skipped.Keys[0], walk, step, turn!,
        ];
        Assert.All(all, item => Assert.Equal(item.GetType().Name, item.ToString()));
        Assert.Equal(nameof(RatchetStart), new RatchetStart { Secret = [1] }.ToString());
        Assert.Equal(nameof(RatchetHeader), new RatchetHeader([1], 2, 3).ToString());
        turn!.Dispose();
    }

    [Fact]
    public void Dispose_Session_LeavesNothingToUse()
    {
        RatchetPair pair = Talking();
        byte[] message = Seal(pair.A);
        pair.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Seal(pair.A));
        Assert.Throws<ObjectDisposedException>(() => pair.B.Save());
        Assert.Throws<ObjectDisposedException>(() => pair.B.TryOpen(message, Data, Start, out _, out _));
    }
}
