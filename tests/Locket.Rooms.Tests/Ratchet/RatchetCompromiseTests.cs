using Locket.Rooms.Ratchet;
using Locket.Secrets;
using Xunit;
using static Locket.Rooms.Tests.Ratchet.RatchetPair;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>What a thief of a saved state reads, who also has all messages that cross the network.</summary>
public class RatchetCompromiseTests
{
    /// <summary>How far the thief derives onward from every string of the state, taken as a chain key.</summary>
    private const int Steps = 12;

    [Fact]
    public void StolenState_EarlierMessages_StayShut()
    {
        using RatchetPair pair = Talking();
        List<byte[]> toA = [];
        List<byte[]> toB = [];
        for (int i = 0; i < 3; i++)
        {
            toB.Add(Record(pair.A, pair.B));
            toB.Add(Record(pair.A, pair.B));
            toA.Add(Record(pair.B, pair.A));
        }

        // The thief takes both sides' states, and still opens nothing of what was opened.
        byte[] stolenA = SavedBytes(pair.A);
        byte[] stolenB = SavedBytes(pair.B);
        foreach (byte[] stolen in new[] { stolenA, stolenB })
        {
            using RatchetSession thief = Restore(stolen);
            Assert.All(toA.Concat(toB), message => Assert.False(thief.TryOpen(message, Data, Start, out _, out _)));
            Assert.All(toA.Concat(toB), message => Assert.False(AnyStringOpens(stolen, message)));
        }
    }

    [Fact]
    public void StolenState_MessageNotYetOpened_IsReadUntilItWasOpened()
    {
        // The search finds what is there: this is what makes the finding of nothing above worth something.
        using RatchetPair pair = Talking();
        byte[] late = Seal(pair.A);
        byte[] next = Record(pair.A, pair.B);
        byte[] stolen = SavedBytes(pair.B);
        Assert.True(AnyStringOpens(stolen, late));
        Assert.False(AnyStringOpens(stolen, next));
        Assert.True(AnyStringOpens(stolen, Seal(pair.A)));

        Opens(pair.B, late);
        Assert.False(AnyStringOpens(SavedBytes(pair.B), late));
    }

    [Fact]
    public void StolenState_DroppedKeys_AreGone()
    {
        using RatchetPair pair = Talking();
        byte[] late = Seal(pair.A);
        Pass(pair.A, pair.B);
        using HostileSender sender = new(pair.A);
        for (int i = 0; i < 2000; i++)
        {
            Assert.Equal(1, pair.B.Missing);
            Opens(pair.B, sender.Seal());
        }

        Assert.False(AnyStringOpens(SavedBytes(pair.B), late));
    }

    [Fact]
    public void StolenState_AfterTheNextTurns_OpensNothingMore()
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        byte[] stolen = SavedBytes(pair.B);
        using RatchetSession thief = Restore(stolen);

        // 1. Until B takes part in a turn, the thief reads what B reads, and what B sends in the chain it has.
        byte[] fromB = Record(pair.B, pair.A);
        Assert.True(AnyStringOpens(stolen, fromB));
        byte[] turnOfA = Seal(pair.A);
        Opens(thief, turnOfA);
        Opens(pair.B, turnOfA);

        // 2. B's next chain hangs on a key that B drew after the theft.
        for (int round = 0; round < 5; round++)
        {
            byte[] healedB = Record(pair.B, pair.A);
            if (round == 0)
            {
                // Nor does the other side take what the thief sends in that chain's place.
                Refuses(pair.A, Seal(thief), OpenFailure.Diverged);
            }

            byte[] healedA = Record(pair.A, pair.B);
            foreach (byte[] message in new[] { healedB, healedA })
            {
                Assert.False(thief.TryOpen(message, Data, Start, out _, out OpenFailure failure));
                Assert.Equal(OpenFailure.Damaged, failure);
                Assert.False(AnyStringOpens(stolen, message));
                Assert.False(AnyStringOpens(SavedBytes(thief), message));
            }
        }

        Refuses(pair.A, Seal(thief), OpenFailure.Diverged);
    }

    [Fact]
    public void Seal_FromACopyOfAnOldState_RepeatsNoSaltAndNoBytes()
    {
        using RatchetPair pair = Talking();
        byte[] saved = SavedBytes(pair.A);
        HashSet<string> salts = new(StringComparer.Ordinal);
        for (int i = 0; i < 100; i++)
        {
            using RatchetSession copy = Restore(saved);
            byte[] message = Seal(copy);
            Assert.True(salts.Add(Convert.ToHexString(message, 0, SaltedCipher.SaltInBytes)));
            Assert.True(salts.Add(Convert.ToHexString(message, RatchetHeader.EncryptedInBytes, SaltedCipher.SaltInBytes)));

            // Only the first of them opens: all have one number.
            if (i == 0)
            {
                Opens(pair.B, message);
            }
            else
            {
                Refuses(pair.B, message, OpenFailure.Replayed);
            }
        }
    }

    private static byte[] Record(RatchetSession from, RatchetSession to)
    {
        byte[] message = Seal(from);
        Opens(to, message);
        return message;
    }

    /// <summary>Tries every 32 bytes of the state as a message key, and as a chain key some steps before the message's.</summary>
    private static bool AnyStringOpens(byte[] state, byte[] message)
    {
        for (int offset = 0; offset + 32 <= state.Length; offset++)
        {
            if (StringOpens(state.AsSpan(offset, 32), message))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StringOpens(ReadOnlySpan<byte> secret, byte[] message)
    {
        SecretBytes chain = new(secret);
        if (OpensWith(chain, message))
        {
            return true;
        }

        for (int step = 0; step < Steps; step++)
        {
            using SecretBytes key = ChainStep.MessageKey(chain);
            if (OpensWith(key, message))
            {
                return true;
            }

            SecretBytes next = ChainStep.Next(chain);
            chain.Dispose();
            chain = next;
        }

        chain.Dispose();
        return false;
    }

    private static bool OpensWith(SecretBytes key, byte[] message)
    {
        using SecretBytes? plaintext = RatchetMessage.Open(CipherSuite.Aes256, key, message, Data);
        return plaintext is not null;
    }
}
