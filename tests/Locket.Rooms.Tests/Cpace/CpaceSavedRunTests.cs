using Locket.Rooms.Cpace;
using Locket.Rooms.Randomness;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Cpace;

public class CpaceSavedRunTests
{
    private static readonly CpaceParty A = new() { AssociatedData = "1 from A" };
    private static readonly CpaceParty B = new() { AssociatedData = "1 from B" };

    [Fact]
    public void TryRestore_BothSidesSavedBetweenMessages_GoOn()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        using SecretBytes savedA = a.Save();
        using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        using SecretBytes savedB = b.Save();

        Assert.True(CpaceInitiator.TryRestore(savedA.Span, A.Inputs.Session, A.Data, out CpaceInitiator? restoredA));
        Assert.True(CpaceResponder.TryRestore(savedB.Span, out CpaceResponder? restoredB));
        Assert.Equal(a.Share, restoredA.Share);
        Assert.Equal(b.Share, restoredB.Share);
        Assert.Equal(b.Tag, restoredB.Tag);

        (byte[] Key, byte[] Tag)? result = CpaceParty.Finish(restoredA, restoredB.Share, B.Data, restoredB.Tag);
        Assert.NotNull(result);
        Assert.False(restoredB.TryConfirm(new byte[CpaceTranscript.TagInBytes], out _));
        Assert.True(restoredB.TryConfirm(result.Value.Tag, out SecretBytes? key));
        Assert.Equal(result.Value.Key, key.Span);
        key.Dispose();
        restoredA.Dispose();
        restoredB.Dispose();
    }

    [Fact]
    public void TryRestore_OtherSessionOrData_GivesARunThatFails()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        using SecretBytes saved = a.Save();
        using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        Assert.True(CpaceInitiator.TryRestore(saved.Span, "another session"u8, A.Data, out CpaceInitiator? otherSession));
        Assert.Null(CpaceParty.Finish(otherSession, b.Share, B.Data, b.Tag));
        Assert.True(CpaceInitiator.TryRestore(saved.Span, A.Inputs.Session, "2 from A"u8, out CpaceInitiator? otherData));
        Assert.Null(CpaceParty.Finish(otherData, b.Share, B.Data, b.Tag));
        otherSession.Dispose();
        otherData.Dispose();
    }

    [Fact]
    public void TryRestore_BytesThatNoRunHas_IsRefused()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        using SecretBytes savedA = a.Save();
        using SecretBytes savedB = b.Save();
        byte[] bytesA = savedA.Span.ToArray();
        byte[] bytesB = savedB.Span.ToArray();
        byte[] zeroScalar = [.. new byte[32], .. bytesA[32..]];
        byte[] offCurve = [.. bytesA[..^1], (byte)(bytesA[^1] ^ 1)];
        foreach (byte[] bad in new[] { [], bytesA[..^1], [.. bytesA, 0], zeroScalar, offCurve, bytesB })
        {
            Assert.False(CpaceInitiator.TryRestore(bad, A.Inputs.Session, A.Data, out CpaceInitiator? run));
            Assert.Null(run);
        }

        byte[] tooMuch = new byte[CpaceMessage.MaxAssociatedDataInBytes + 1];
        Assert.False(CpaceInitiator.TryRestore(bytesA, A.Inputs.Session, tooMuch, out _));

        byte[] badShare = [.. bytesB];
        badShare[64] ^= 1;
        foreach (byte[] bad in new[] { [], bytesB[..^1], [.. bytesB, 0], badShare, bytesA })
        {
            Assert.False(CpaceResponder.TryRestore(bad, out CpaceResponder? run));
            Assert.Null(run);
        }
    }

    [Fact]
    public void Save_SpentRun_Throws()
    {
        using CpaceInitiator a = A.Start(new SystemRandom());
        using CpaceResponder b = B.Answer(a, A, new SystemRandom())!;
        byte[] tag = CpaceParty.Finish(a, b.Share, B.Data, b.Tag)!.Value.Tag;
        Assert.Throws<InvalidOperationException>(a.Save);
        Assert.True(b.TryConfirm(tag, out SecretBytes? key));
        key.Dispose();
        Assert.Throws<InvalidOperationException>(b.Save);
    }
}
