using System.Numerics;
using Locket.Rooms.Curves;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;
using static Locket.Rooms.Tests.Ratchet.RatchetPair;

namespace Locket.Rooms.Tests.Ratchet;

public class RatchetLimitTests
{
    /// <summary>How many messages are missing, and whether the one behind them opens.</summary>
    public static TheoryData<uint, bool> Gaps => new() { { 999, true }, { 1000, true }, { 1001, false } };

    /// <summary>How many messages came later, and whether a late one still opens.</summary>
    public static TheoryData<int, bool> Ages => new() { { 1999, true }, { 2000, false } };

    [Theory]
    [MemberData(nameof(Gaps))]
    public void TryOpen_GapInTheNewestChain_OpensUpToTheLimit(uint gap, bool opens)
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        using HostileSender sender = new(pair.A);
        sender.Skip(gap);
        OpensOrIsTooFar(pair.B, sender.Seal(), gap, opens);
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public void TryOpen_GapAtTheBeginOfAChain_OpensUpToTheLimit(uint gap, bool opens)
    {
        using RatchetPair pair = Talking();
        using HostileSender sender = new(pair.A);
        sender.Skip(gap);
        OpensOrIsTooFar(pair.B, sender.Seal(), gap, opens);
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public void TryOpen_GapAtTheEndOfAChain_OpensUpToTheLimit(uint gap, bool opens)
    {
        using RatchetPair pair = Talking();
        using HostileSender sender = new(pair.A);
        OpensOrIsTooFar(pair.B, sender.Forge(previous: 1 + gap), gap, opens);
    }

    [Fact]
    public void TryOpen_NumbersAtTheEndOfU32_AreTooFarAhead()
    {
        using RatchetPair pair = Talking();
        using HostileSender turn = new(pair.A);
        Refuses(pair.B, turn.Forge(number: uint.MaxValue), OpenFailure.TooFarAhead);
        Refuses(pair.B, turn.Forge(previous: uint.MaxValue), OpenFailure.TooFarAhead);
        Pass(pair.A, pair.B);
        using HostileSender newest = new(pair.A);
        Refuses(pair.B, newest.Forge(number: uint.MaxValue), OpenFailure.TooFarAhead);
        Refuses(pair.B, newest.Forge(number: uint.MaxValue - 1), OpenFailure.TooFarAhead);
    }

    [Fact]
    public void TryOpen_LastNumberWithinReach_IsTooFarAhead()
    {
        // Only a state near the end of u32, which no honest peer leads to, shows it.
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        using RatchetState state = StateOf(pair.B);
        ReceivingChain chain = state.Receiving!;
        state.Receiving = new ReceivingChain(
            new(chain.HeaderKey.Span), chain.PeerKey, new(chain.ChainKey.Span), uint.MaxValue - 1, new SkippedKeys());
        chain.Dispose();
        using SecretBytes saved = SavedRatchet.Write(state);
        using RatchetSession b = Restore(saved.Span.ToArray());
        using HostileSender sender = new(pair.A);
        Refuses(b, sender.Forge(number: uint.MaxValue), OpenFailure.TooFarAhead);
        Opens(b, sender.Forge(number: uint.MaxValue - 1));
        Refuses(b, sender.Forge(number: uint.MaxValue), OpenFailure.TooFarAhead);
    }

    [Fact]
    public void TryOpen_MoreSkippedThanKept_DropsTheOldest()
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        using HostileSender sender = new(pair.A);
        byte[][] skipped = [.. Enumerable.Range(0, 1000).Select(_ => sender.Seal())];
        Opens(pair.B, sender.Seal());
        Assert.Equal(1000, pair.B.Missing);
        byte[] one = sender.Seal();
        byte[] two = sender.Seal();
        Opens(pair.B, sender.Seal());
        Assert.Equal(1000, pair.B.Missing);
        Refuses(pair.B, skipped[0], OpenFailure.TooOld);
        Refuses(pair.B, skipped[1], OpenFailure.TooOld);
        Opens(pair.B, skipped[2]);
        Refuses(pair.B, skipped[2], OpenFailure.Replayed);
        Opens(pair.B, skipped[999]);
        Opens(pair.B, one);
        Opens(pair.B, two);
        Assert.Equal(996, pair.B.Missing);
    }

    [Fact]
    public void TryOpen_SkippedInTwoChainsAtOnce_DropsTheOldest()
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        byte[] reply = Seal(pair.B);
        byte[][] before = [.. Enumerable.Range(0, 899).Select(_ => Seal(pair.A))];
        Assert.False(pair.A.CanSeal);
        Opens(pair.A, reply);
        byte[][] after = [.. Enumerable.Range(0, 900).Select(_ => Seal(pair.A))];

        // The worst that loss alone can do to honest sides: all but the last message of two chains.
        Opens(pair.B, after[^1]);
        Assert.Equal(1000, pair.B.Missing);
        Refuses(pair.B, before[797], OpenFailure.TooOld);
        Opens(pair.B, before[798]);
        Opens(pair.B, before[^1]);
        Assert.All(after[..^1], message => Opens(pair.B, message));
    }

    [Fact]
    public void TryOpen_NineEndedChainsThatLackMessages_ForgetsTheFirst()
    {
        using RatchetPair pair = Talking();
        List<byte[]> late = [];
        for (int i = 0; i < 9; i++)
        {
            late.Add(Turn(pair, isComplete: false));
        }

        // Chains 0 to 7 have ended; the one of the talk before lacked nothing and went first.
        Assert.Equal(8, OldChains(pair.B));
        using RatchetSession eight = Restore(SavedBytes(pair.B));
        Assert.All(late, message => Opens(eight, message));

        late.Add(Turn(pair, isComplete: false));
        Assert.Equal(8, OldChains(pair.B));
        Assert.Equal(9, pair.B.Missing);
        Refuses(pair.B, late[0], OpenFailure.Damaged);
        Assert.All(late[1..], message => Opens(pair.B, message));
    }

    [Fact]
    public void TryOpen_EndedChainsThatLackNothing_GiveWayFirst()
    {
        using RatchetPair pair = Talking();
        byte[] late = Turn(pair, isComplete: false);
        byte[] copy = [];
        for (int i = 0; i < 20; i++)
        {
            copy = Turn(pair, isComplete: true);
        }

        _ = Turn(pair, isComplete: true);
        Assert.Equal(8, OldChains(pair.B));
        Refuses(pair.B, copy, OpenFailure.Replayed);
        Opens(pair.B, late);
    }

    [Theory]
    [MemberData(nameof(Ages))]
    public void TryOpen_SkippedKeyOfTheNewestChain_OpensUntilTwoThousandLaterMessages(int later, bool opens)
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        using HostileSender sender = new(pair.A);
        byte[] late = sender.Seal();
        Opens(pair.B, sender.Seal());
        OpenMany(pair.B, sender, later);
        Assert.Equal(opens ? 1 : 0, pair.B.Missing);
        OpensOrIsRefused(pair.B, late, opens, OpenFailure.TooOld);
    }

    [Theory]
    [MemberData(nameof(Ages))]
    public void TryOpen_EndedChain_OpensUntilTwoThousandLaterMessages(int later, bool opens)
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        byte[] late = Seal(pair.A);
        Pass(pair.B, pair.A);
        Pass(pair.A, pair.B);
        Assert.Equal(1, pair.B.Missing);
        using HostileSender sender = new(pair.A);
        OpenMany(pair.B, sender, later);
        Assert.Equal(opens ? 1 : 0, OldChains(pair.B));
        OpensOrIsRefused(pair.B, late, opens, OpenFailure.Damaged);
    }

    [Fact]
    public void Seal_NineHundredUnanswered_StopsUntilAnAnswerComes()
    {
        using RatchetPair pair = Talking();
        byte[] last = [];
        for (int i = 0; i < 900; i++)
        {
            Assert.True(pair.A.CanSeal);
            last = Seal(pair.A);
        }

        Assert.Equal(900U, pair.A.Unanswered);
        Assert.False(pair.A.CanSeal);
        byte[] before = SavedBytes(pair.A);
        Assert.Throws<InvalidOperationException>(() => Seal(pair.A));
        Assert.Equal(before, SavedBytes(pair.A));
        using RatchetSession restored = Restore(before);
        Assert.False(restored.CanSeal);

        Opens(pair.B, last);
        Assert.Equal(899, pair.B.Missing);
        Pass(pair.B, pair.A);
        Assert.True(pair.A.CanSeal);
        Pass(pair.A, pair.B);
    }

    [Fact]
    public void Seal_PeerThatTalksWithoutReading_CountsAsUnanswered()
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        Pass(pair.B, pair.A);
        for (int i = 0; i < 900; i++)
        {
            _ = Seal(pair.A);
            if (i < 800)
            {
                Pass(pair.B, pair.A);
            }
        }

        Assert.False(pair.A.CanSeal);
    }

    [Fact]
    public void TryOpen_HeadersThatContradictWhatCameBefore_AreDiverged()
    {
        using RatchetPair pair = Talking();
        using P256PrivateKey key = P256PrivateKey.Generate();
        using P256Point other = key.ExportPublicPoint();
        using HostileSender turn = new(pair.A);
        Refuses(pair.B, turn.Forge(previous: 0), OpenFailure.Diverged);

        byte[] late = Seal(pair.A);
        Pass(pair.A, pair.B);
        using HostileSender newest = new(pair.A);
        Refuses(pair.B, newest.Forge(ratchetKey: other.Encoded.ToArray()), OpenFailure.Diverged);
        Pass(pair.B, pair.A);
        Pass(pair.A, pair.B);
        Refuses(pair.B, newest.Forge(), OpenFailure.Diverged);
        Refuses(pair.B, newest.Forge(number: uint.MaxValue), OpenFailure.Diverged);
        Opens(pair.B, late);

        using RatchetPair fresh = new();
        using HostileSender first = new(fresh.A);
        Refuses(fresh.B, first.Forge(previous: 1), OpenFailure.Diverged);
        Pass(fresh.A, fresh.B);
    }

    [Fact]
    public void TryOpen_TurnWithAKeyOfNoUse_IsDamaged()
    {
        using RatchetPair pair = Talking();
        using HostileSender sender = new(pair.A);
        using RatchetState b = StateOf(pair.B);
        byte[] good = StateOf(pair.A).Own.PublicKey.ToArray();
        byte[] own = b.Own.PublicKey.ToArray();
        byte[] old = b.Receiving!.PeerKey.ToArray();
        byte[][] useless =
        [
            own, Negative(own), old, Negative(old), new byte[65], [4, .. new byte[64]], [.. good[..^1], (byte)(good[^1] ^ 1)],
            [2, .. good[1..]], [6, .. good[1..]], [.. Enumerable.Repeat((byte)0xff, 65)],
        ];
        Assert.All(useless, key => Refuses(pair.B, sender.Forge(ratchetKey: key), OpenFailure.Damaged));
        Opens(pair.B, sender.Forge());
    }

    [Fact]
    public void TryOpen_TurnThatBringsTheSameKeyAgain_IsDamaged()
    {
        using RatchetPair pair = new(randomOfA: new StuckRandom(BigField.Bytes(42)));
        Pass(pair.A, pair.B);
        Pass(pair.B, pair.A);
        Refuses(pair.B, Seal(pair.A), OpenFailure.Damaged);
    }

    [Fact]
    public void TryOpen_TurnThatBringsOurOwnKey_IsDamaged()
    {
        using RatchetPair known = new();
        using RatchetState b = StateOf(known.B);
        using SecretBytes scalar = b.Own.ExportScalar();
        byte[] negative = BigField.Bytes(BigField.Order - new BigInteger(scalar.Span, isUnsigned: true, isBigEndian: true));
        foreach (byte[] stolen in new[] { scalar.Span.ToArray(), negative })
        {
            using RatchetPair pair = new(randomOfA: new StuckRandom(stolen));
            Refuses(pair.B, Seal(pair.A), OpenFailure.Damaged);
        }
    }

    private static byte[] Negative(byte[] point)
    {
        var y = new BigInteger(point.AsSpan(33), isUnsigned: true, isBigEndian: true);
        return [.. point[..33], .. BigField.Bytes(BigField.P - y)];
    }

    /// <summary>A sends two messages, B opens the second, or both, and answers, so that A's chain ends; gives the first.</summary>
    private static byte[] Turn(RatchetPair pair, bool isComplete)
    {
        byte[] first = Seal(pair.A);
        byte[] second = Seal(pair.A);
        if (isComplete)
        {
            Opens(pair.B, first);
        }

        Opens(pair.B, second);
        Pass(pair.B, pair.A);
        return first;
    }

    private static void OpenMany(RatchetSession side, HostileSender sender, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Opens(side, sender.Seal());
        }
    }

    private static int OldChains(RatchetSession side)
    {
        using RatchetState state = StateOf(side);
        return state.Old.Count;
    }

    private static void OpensOrIsTooFar(RatchetSession side, byte[] message, uint gap, bool opens)
    {
        OpensOrIsRefused(side, message, opens, OpenFailure.TooFarAhead);
        Assert.Equal(opens ? (int)gap : 0, side.Missing);
    }

    private static void OpensOrIsRefused(RatchetSession side, byte[] message, bool opens, OpenFailure failure)
    {
        if (opens)
        {
            Opens(side, message);
        }
        else
        {
            Refuses(side, message, failure);
        }
    }
}
