using System.Security.Cryptography;
using Locket.Rooms.Curves;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>The values were computed in Python, and the phrase with the program argon2, from docs/protocol.md.</summary>
public class PairingKeysTests
{
    private static readonly MemberId A = MemberId.FromBytes(Bytes(0, 16));
    private static readonly MemberId B = MemberId.FromBytes(Bytes(16, 16));

    [Fact]
    public void Derive_KnownRun_GivesKnownKeys()
    {
        using RoomKeys keys = new(Bytes(1, 16), new SecretBytes(32), CipherSuite.Aes128);
        byte[] channel = PairingKeys.Channel(keys, A, B);
        Assert.Equal(110, channel.Length);
        Assert.Equal("5afdc77b465aa5929bb57bb98beda450daf6e03d469a8b4e04786f5d3b345dde", Convert.ToHexStringLower(SHA256.HashData(channel)));

        // Both identity keys are 1, so what they agree on is the x of the base point.
        using Identity identity = Identity.Create(new GivenRandom([.. new byte[31], 1]));
        Assert.True(P256Point.TryDecode(identity.PublicKey, out P256Point? peer));
        PairingContext context = new() { Keys = keys, Identity = identity, Paired = new Nobody(), Random = new SystemRandom() };
        using SecretBytes key = new(Bytes(64, 32));
        using PairingKeys derived = PairingKeys.Derive(context, Bytes(32, 32), channel, key, peer);
        RatchetStart start = derived.Start;
        Assert.Equal("ef933bb55dcf7d279c8f6b557a26e603409c038ef66ed5c6fad3435b16359f8c", Convert.ToHexStringLower(start.Secret));
        Assert.Equal("19dc62d6ff869a6ae74a69c5758d2d6d793877eead6a2d5ae72afbafa5445242", Convert.ToHexStringLower(start.HeaderKeyOfA));
        Assert.Equal("697089cb313a9acdc776a48b0a863be7996c0288d4577cbc7b7fc983c15fb1bd", Convert.ToHexStringLower(start.HeaderKeyOfB));
        Assert.Equal(CipherSuite.Aes128, start.Suite);
        using SecretBytes phraseKey = derived.CopyPhraseKey();
        Assert.Equal("8ddc34abf054bb2856550ab5bd301d75761763646e33f3747b7f5f869956d69f", Convert.ToHexStringLower(phraseKey.Span));
        Assert.Equal("PairingKeys", derived.ToString());
    }

    [Fact]
    public void Of_KnownRun_GivesTheKnownAttemptId()
    {
        AttemptId id = AttemptId.Of(A, B, Bytes(32, 32));
        Assert.Equal("9864f4d1312428a044537348ab731bd3", id.ToString());
        Assert.Equal(id, AttemptId.FromBytes(Convert.FromHexString(id.ToString())));
        Assert.NotEqual(id, AttemptId.Of(B, A, Bytes(32, 32)));
    }

    [Fact]
    public void ConfirmBinding_AnyRun_IsAsSpecified()
    {
        using RoomKeys keys = new(Bytes(1, 16), new SecretBytes(32), CipherSuite.Aes128);
        Assert.Equal([.. "locket/v1 wrap"u8, .. Bytes(1, 16), 4, .. Bytes(0, 32)], PairingKeys.ConfirmBinding(keys, A, B));
    }

    [Fact]
    public void Compute_KnownKey_GivesTheKnownPhrase()
    {
        using SecretBytes key = new(Bytes(1, 32));
        Assert.Equal("09656 87317 87395 32775 03589", ComparisonPhrase.Compute(key, TestContext.Current.CancellationToken));
    }

    private static byte[] Bytes(int first, int count) => [.. Enumerable.Range(first, count).Select(i => (byte)i)];

    private sealed class Nobody : IPairedMembers
    {
        public int Count => 0;

        public bool Contains(MemberId member) => false;
    }
}
