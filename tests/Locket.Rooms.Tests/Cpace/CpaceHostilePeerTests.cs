using System.Text.Json;
using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Cpace;

/// <summary>Weak and invalid points inside messages of a run (CPace draft 21, section 9), and shares sent back to their senders.</summary>
public class CpaceHostilePeerTests
{
    private static readonly CpaceParty A = new() { AssociatedData = "1 from A" };
    private static readonly CpaceParty B = new() { AssociatedData = "1 from B" };

    public static TheoryData<string> BadShares
    {
        get
        {
            using P256PrivateKey key = new SeededRandom("bad shares").CreateKey();
            byte[] good = key.ExportPublicPoint().Encoded.ToArray();
            byte[] x = good[1..33];
            byte[] offCurve = [.. good];
            offCurve[^1] ^= 1;
            byte[][] shares =
            [
                [], [0x00], [0x04], new byte[65], offCurve, [0x02, .. x], [0x03, .. x], [0x06, .. good[1..]], [0x07, .. good[1..]],
                good[..64], [.. good, 0], [0x04, .. new byte[64]], [0x04, .. good[33..], .. x],
                [0x04, .. BigField.Bytes(BigField.P), .. good[33..]], [0x04, .. Enumerable.Repeat((byte)0xff, 64)],
            ];
            return [.. shares.Select(Convert.ToHexString)];
        }
    }

    [Theory]
    [MemberData(nameof(BadShares))]
    public void Run_ShareThatIsNoPoint_IsRefusedByBoth(string share) => CheckRefused(Convert.FromHexString(share));

    [Fact]
    public void Run_PublishedInvalidPoints_AreRefusedByBoth()
    {
        JsonElement root = JsonVectors.Read("cpace/draft-embedded/P256_points.json");
        CheckRefused(JsonVectors.Hex(root, "Invalid Y1"));
        CheckRefused(JsonVectors.Hex(root, "Invalid Y2"));
    }

    [Fact]
    public void TryFinish_OwnShare_IsRefused()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        Assert.Null(CpaceParty.Finish(a, a.Share, A.Data, new byte[32]));
    }

    [Theory]
    [InlineData(987654321, false)]
    [InlineData(123456789, true)]
    public void TryFinish_RightTagFromWhoeverHasAScalar_IsTakenUnlessItIsOurOwn(int scalar, bool isTaken)
    {
        // The negative of a share, with the tag that belongs to it: only the share can be what is refused.
        using CpaceInitiator a = A.Start(new GivenRandom(BigField.Bytes(987654321)));
        (byte[] share, byte[] tag) = AnswerWithNegative(a, BigField.Bytes(scalar));
        Assert.Equal(isTaken, CpaceParty.Finish(a, share, B.Data, tag) is not null);
    }

    [Fact]
    public void TryRespond_ShareThatIsOurOwn_IsRefused()
    {
        byte[] scalar = BigField.Bytes(987654321);
        using CpaceInitiator a = A.Start(new GivenRandom(scalar));
        Assert.Null(B.Answer(a, A, new GivenRandom(scalar)));
        Assert.Null(B.Answer(a, A, new GivenRandom(BigField.Bytes(BigField.Order - 987654321))));
        Assert.NotNull(B.Answer(a, A, new GivenRandom(BigField.Bytes(123456789))));
    }

    [Fact]
    public void TryFinish_AnswerChangedInAnyPart_Fails()
    {
        Func<byte[], byte[]>[] changes =
        [
            tag => new byte[tag.Length], tag => tag[..31], tag => [.. tag, 0], _ => [], tag => [.. tag[..31], (byte)(tag[31] ^ 1)],
        ];
        foreach (Func<byte[], byte[]> change in changes)
        {
            using CpaceInitiator a = A.Start(new SystemRandom());
            using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
            Assert.Null(CpaceParty.Finish(a, b.Share, B.Data, change(b.Tag.ToArray())));
        }

        // The negative of Yb gives the same K, but it is not what B sent.
        using CpaceInitiator a2 = A.Start(new SystemRandom());
        using CpaceResponder b2 = B.Answer(a2, A, new SystemRandom())!;
        Assert.Null(CpaceParty.Finish(a2, BigField.NegatePoint(b2.Share), B.Data, b2.Tag));

        // An answer of another run.
        using CpaceInitiator a3 = A.Start(new SystemRandom());
        Assert.Null(CpaceParty.Finish(a3, b2.Share, B.Data, b2.Tag));
    }

    [Fact]
    public void Run_TooMuchData_IsRefusedByBothThoughTheTagIsRight()
    {
        byte[] tooMuch = new byte[CpaceMessage.MaxAssociatedDataInBytes + 1];
        using CpaceInitiator a = A.Start(new SystemRandom());
        Assert.False(CpaceResponder.TryRespond(B.Inputs, new(a.Share, tooMuch), B.Data, new SystemRandom(), out CpaceResponder? run));
        Assert.Null(run);

        (byte[] share, byte[] tag) = AnswerWithNegative(a, BigField.Bytes(123456789), tooMuch);
        Assert.Null(CpaceParty.Finish(a, share, tooMuch, tag));
    }

    private static void CheckRefused(byte[] share)
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        Assert.Null(CpaceParty.Finish(a, share, B.Data, new byte[32]));
        Assert.False(CpaceResponder.TryRespond(B.Inputs, new(share, A.Data), B.Data, new SystemRandom(), out CpaceResponder? run));
        Assert.Null(run);
    }

    /// <summary>Answers with the negative of the share that the scalar gives, and a right tag.</summary>
    private static (byte[] Share, byte[] Tag) AnswerWithNegative(CpaceInitiator a, byte[] scalar, byte[]? data = null)
    {
        Assert.True(P256PrivateKey.TryImport(scalar, out P256PrivateKey? key));
        Assert.True(P256Point.TryDecode(a.Share, out P256Point? peer));
        using P256Point generator = CpaceGenerator.Compute(B.Inputs);
        byte[] share = BigField.NegatePoint(CpaceShare.Multiply(key, generator).Encoded);
        using SecretBytes agreed = key.Agree(peer);
        key.Dispose();

        CpaceMessage own = new(share, data ?? B.Data);
        using SecretBytes session = CpaceTranscript.DeriveKey(B.Inputs.Session, agreed, new(a.Share, A.Data), own);
        using SecretBytes macKey = CpaceTranscript.DeriveMacKey(B.Inputs.Session, session);
        byte[] tag = new byte[CpaceTranscript.TagInBytes];
        CpaceTranscript.ComputeTag(macKey, own, tag);
        return (share, tag);
    }
}
