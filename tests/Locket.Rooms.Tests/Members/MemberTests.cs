using Locket.Rooms.Curves;
using Locket.Rooms.Members;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Members;

public class MemberTests
{
    private static readonly byte[] One = [.. new byte[31], 1];

    [Fact]
    public void Of_KnownKey_GivesKnownId()
    {
        // The private key 1 has the curve's base point; the id was computed in Python.
        using Identity identity = Identity.Create(new GivenRandom(One));
        Assert.Equal("e9abf2c28700fc32f002fb56379655d7", identity.Id.ToHex());
        Assert.Equal("e9abf2c2", identity.Id.ToShortText());
        Assert.Equal(identity.Id, MemberId.Of(identity.PublicKey));
        Assert.Equal("Identity e9abf2c28700fc32f002fb56379655d7", identity.ToString());
    }

    [Fact]
    public void FromBytes_CopyTo_RoundTripsAndSortsAsBytes()
    {
        Random random = new(1);
        List<MemberId> ids = [];
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[MemberId.LengthInBytes];
            random.NextBytes(bytes);
            ids.Add(MemberId.FromBytes(bytes));
            Assert.Equal(bytes, ids[^1].ToBytes());
            Assert.Equal(Convert.ToHexStringLower(bytes), ids[^1].ToString());
        }

        ids.Sort();
        for (int i = 1; i < ids.Count; i++)
        {
            Assert.True(ids[i - 1].ToBytes().AsSpan().SequenceCompareTo(ids[i].ToBytes()) < 0);
            Assert.True(ids[i - 1] < ids[i] && ids[i] > ids[i - 1] && ids[i - 1] <= ids[i] && ids[i] >= ids[i - 1]);
        }

        Assert.Throws<ArgumentException>(() => MemberId.FromBytes(new byte[15]));
        Assert.Throws<ArgumentException>(() => MemberId.FromBytes(new byte[17]));
        Assert.Throws<ArgumentException>(() => ids[0].CopyTo(new byte[15]));
        Assert.Equal(default, MemberId.FromBytes(new byte[16]));
    }

    [Fact]
    public void TryRestore_Saved_IsTheSameIdentity()
    {
        using Identity identity = Identity.Create(new SeededRandom("identity"));
        using SecretBytes saved = identity.Save();
        Assert.Equal(Identity.SavedInBytes, saved.LengthInBytes);
        Assert.True(Identity.TryRestore(saved.Span, out Identity? restored));
        using (restored)
        using (Identity peer = Identity.Create(new SeededRandom("peer")))
        {
            Assert.Equal(identity.Id, restored.Id);
            Assert.True(P256Point.TryDecode(peer.PublicKey, out P256Point? point));
            Assert.True(P256Point.TryDecode(restored.PublicKey, out P256Point? own));
            using SecretBytes one = restored.Agree(point);
            using SecretBytes other = peer.Agree(own);
            Assert.Equal(one.Span, other.Span);
        }

        Assert.False(Identity.TryRestore(new byte[32], out _));
        Assert.False(Identity.TryRestore(new byte[31], out _));
        Assert.False(Identity.TryRestore(Enumerable.Repeat((byte)0xff, 32).ToArray(), out _));
    }
}
