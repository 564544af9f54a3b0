using Locket.Rooms.Cpace;
using Locket.Rooms.Randomness;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Cpace;

public class CpaceRunTests
{
    private static readonly CpaceParty A = new() { AssociatedData = "1 from A" };
    private static readonly CpaceParty B = new() { AssociatedData = "1 from B" };

    [Fact]
    public void Run_SameInputs_GivesBothTheSameFreshKey()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 50; i++)
        {
            using CpaceInitiator a = A.Start(new SystemRandom());
            using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
            (byte[] Key, byte[] Tag)? result = CpaceParty.Finish(a, b.Share, B.Data, b.Tag);
            Assert.NotNull(result);
            Assert.True(b.TryConfirm(result.Value.Tag, out SecretBytes? key));
            Assert.Equal(result.Value.Key, key.Span);
            Assert.NotEqual(result.Value.Tag, b.Tag.ToArray());
            Assert.True(keys.Add(Convert.ToHexString(key.Span)));
            key.Dispose();
        }
    }

    [Fact]
    public void Run_SameRandomSource_GivesTheSameBytes()
    {
        using CpaceInitiator a1 = A.Start(new SeededRandom("a"));
        using CpaceInitiator a2 = A.Start(new SeededRandom("a"));
        using CpaceResponder b1 = B.Answer(a1, A, new SeededRandom("b"))!;
        using CpaceResponder b2 = B.Answer(a2, A, new SeededRandom("b"))!;
        Assert.Equal(a1.Share, a2.Share);
        Assert.Equal(b1.Share, b2.Share);
        Assert.Equal(b1.Tag, b2.Tag);
        (byte[] Key, byte[] Tag)? result1 = CpaceParty.Finish(a1, b1.Share, B.Data, b1.Tag);
        (byte[] Key, byte[] Tag)? result2 = CpaceParty.Finish(a2, b2.Share, B.Data, b2.Tag);
        Assert.Equal(result1!.Value.Key, result2!.Value.Key);
        Assert.Equal(result1.Value.Tag, result2.Value.Tag);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("p", 1)]
    [InlineData("a password that is longer than one block of the hash, so that there is no padding left", 1024)]
    public void Run_InputsOfAnyLength_Agree(string password, int dataInBytes)
    {
        CpaceParty a = new()
        {
            Password = password,
            Channel = password,
            Session = password,
            AssociatedData = new string('a', dataInBytes),
        };
        using CpaceInitiator initiator = a.Start(new SystemRandom());
        using CpaceResponder responder = a.Answer(initiator, a, new SystemRandom())!;
        (byte[] Key, byte[] Tag)? result = CpaceParty.Finish(initiator, responder.Share, a.Data, responder.Tag);
        Assert.NotNull(result);
        Assert.True(responder.TryConfirm(result.Value.Tag, out SecretBytes? key));
        key.Dispose();
    }

    [Fact]
    public void Run_DifferentInputs_FailsOnBothSides()
    {
        CpaceParty[] others =
        [
            B with { Password = "hellp" }, B with { Password = string.Empty }, B with { Password = "hello\0" },
            B with { Channel = "channek" }, B with { Channel = string.Empty },
            B with { Session = "0123456789abcdee" }, B with { Session = "fedcba9876543210" },
            B with { Channel = "channel0", Session = "123456789abcdef" }, B with { Password = "helloc", Channel = "hannel" },
        ];
        foreach (CpaceParty other in others)
        {
            using CpaceInitiator a = A.Start(new SystemRandom());
            using CpaceResponder b = other.Answer(a, A, new SystemRandom())!;
            Assert.Null(CpaceParty.Finish(a, b.Share, B.Data, b.Tag));

            // An initiator with other inputs can tag only with a key of its own, which B does not take.
            using CpaceInitiator stranger = other.Start(new SystemRandom());
            using CpaceResponder asked = B.Answer(stranger, other, new SystemRandom())!;
            using CpaceResponder friend = other.Answer(stranger, other, new SystemRandom())!;
            (byte[] Key, byte[] Tag)? result = CpaceParty.Finish(stranger, friend.Share, other.Data, friend.Tag);
            Assert.NotNull(result);
            Assert.False(asked.TryConfirm(result.Value.Tag, out SecretBytes? key));
            Assert.Null(key);
        }
    }

    [Fact]
    public void Run_ChangedAssociatedData_FailsAtTheInitiator()
    {
        // ADa changed on its way to B.
        using CpaceInitiator a = A.Start(new SystemRandom());
        using CpaceResponder b = B.Answer(a, A with { AssociatedData = "2 from A" }, new SystemRandom())!;
        Assert.Null(CpaceParty.Finish(a, b.Share, B.Data, b.Tag));

        // ADb changed on its way to A.
        using CpaceInitiator a2 = A.Start(new SystemRandom());
        using CpaceResponder b2 = B.Answer(a2, A, new SystemRandom())!;
        Assert.Null(CpaceParty.Finish(a2, b2.Share, "2 from B"u8, b2.Tag));
    }

    [Fact]
    public void TryConfirm_WrongTags_KeepsWaitingForTheRightOne()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        byte[] tag = CpaceParty.Finish(a, b.Share, B.Data, b.Tag)!.Value.Tag;
        byte[][] wrong = [[], new byte[32], tag[..31], [.. tag, 0], b.Tag.ToArray()];
        foreach (byte[] other in wrong.Concat(Enumerable.Range(0, tag.Length * 8).Select(bit => Flip(tag, bit))))
        {
            Assert.False(b.TryConfirm(other, out SecretBytes? none));
            Assert.Null(none);
        }

        Assert.True(b.TryConfirm(tag, out SecretBytes? key));
        Assert.Equal(CpaceTranscript.KeyInBytes, key.LengthInBytes);
        key.Dispose();
    }

    [Fact]
    public void Run_UsedTwice_Throws()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        byte[] tag = CpaceParty.Finish(a, b.Share, B.Data, b.Tag)!.Value.Tag;
        Assert.Throws<InvalidOperationException>(() => CpaceParty.Finish(a, b.Share, B.Data, b.Tag));
        Assert.True(b.TryConfirm(tag, out SecretBytes? key));
        key.Dispose();
        Assert.Throws<InvalidOperationException>(() => b.TryConfirm(tag, out _));

        // A failed answer spends the initiator too.
        using CpaceInitiator spent = A.Start(new SystemRandom());
        Assert.Null(CpaceParty.Finish(spent, [], [], []));
        Assert.Throws<InvalidOperationException>(() => CpaceParty.Finish(spent, b.Share, B.Data, b.Tag));
    }

    [Fact]
    public void Dispose_ThenUse_Throws()
    {
        CpaceInitiator a = A.Start(new SystemRandom());
        CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        byte[] share = b.Share.ToArray();
        byte[] tag = b.Tag.ToArray();
        a.Dispose();
        b.Dispose();
        Assert.Throws<InvalidOperationException>(() => CpaceParty.Finish(a, share, B.Data, tag));
        Assert.Throws<InvalidOperationException>(() => b.TryConfirm(tag, out _));
    }

    [Fact]
    public void Start_TooMuchAssociatedData_Throws()
    {
        CpaceParty tooMuch = A with { AssociatedData = new string('a', CpaceMessage.MaxAssociatedDataInBytes + 1) };
        using CpaceInitiator a = A.Start(new SystemRandom());
        Assert.Throws<ArgumentOutOfRangeException>(() => tooMuch.Start(new SystemRandom()));
        Assert.Throws<ArgumentOutOfRangeException>(() => tooMuch.Answer(a, A, new SystemRandom()));
    }

    [Fact]
    public void ToString_OfEverything_SaysNothingOfSecrets()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        using var share = CpaceShare.Create(A.Inputs, new SystemRandom());
        Assert.Equal("CpaceInitiator", a.ToString());
        Assert.Equal("CpaceResponder", b.ToString());
        Assert.Equal("CpaceShare", share.ToString());
        Assert.Equal("CpaceInputs", A.Inputs.ToString());
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
