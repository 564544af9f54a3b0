using System.Buffers.Binary;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Xunit;
using static Locket.Rooms.Tests.Ratchet.RatchetPair;

namespace Locket.Rooms.Tests.Ratchet;

public class SavedRatchetTests
{
    // Where version 1 has its fields.
    private const int Renewals = 3;
    private const int LastRenewal = 11;
    private const int Opened = 19;
    private const int OwnScalar = 59;
    private const int Previous = 155;
    private const int SendingNumber = 223;
    private const int PeerKey = 291;
    private const int Next = 356;
    private const int Floor = 360;
    private const int SkippedCount = 364;
    private const int FirstSkipped = 366;
    private const int OldCount = 454;
    private const int FirstOldRetiredAt = 491;
    private const int SecondOldLength = 537;
    private const int SecondOldRetiredAt = 541;
    private const int SecondOldSkipped = 555;

    [Fact]
    public void Save_EveryStage_RestoresToTheSameBytesAndGoesOn()
    {
        using RatchetPair pair = new(CipherSuite.Aes128);
        for (int round = 0; round < 12; round++)
        {
            Restart(pair);
            byte[] late = Seal(pair.A);
            Pass(pair.A, pair.B);
            Restart(pair);
            Pass(pair.B, pair.A);
            Restart(pair);
            if (round % 3 == 0)
            {
                Opens(pair.B, late);
            }
        }

        Assert.Equal(8, pair.B.Missing);
    }

    [Fact]
    public void Save_SidesInDifferentStages_HasTheDocumentedLengths()
    {
        using RatchetPair pair = new();
        Assert.Equal(160, SavedBytes(pair.B).Length);
        Assert.Equal(160 + 68, SavedBytes(pair.A).Length);
        _ = Seal(pair.A);
        Pass(pair.A, pair.B);
        Assert.Equal(160 + 68 + 133 + 6 + 44, SavedBytes(pair.B).Length);
        Pass(pair.B, pair.A);
        Pass(pair.A, pair.B);
        Assert.Equal(160 + 68 + 133 + 6 + 44 + 6 + 44, SavedBytes(pair.B).Length);
    }

    [Fact]
    public void TryRestore_EveryTruncationAndAByteMore_IsRefused()
    {
        byte[] saved = Sample();
        for (int length = 0; length < saved.Length; length++)
        {
            IsRefused(saved[..length]);
        }

        IsRefused([.. saved, 0]);
        IsRefused(new byte[SavedRatchet.MaxLengthInBytes + 1]);
    }

    [Fact]
    public void TryRestore_EveryBitFlipped_IsRefusedOrSavesToTheSame()
    {
        byte[] saved = Sample();
        int refused = 0;
        for (int bit = 0; bit < saved.Length * 8; bit++)
        {
            byte[] flipped = [.. saved];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (RatchetSession.TryRestore(flipped, new SystemRandom(), out RatchetSession? session))
            {
                Assert.Equal(flipped, SavedBytes(session));
                session.Dispose();
            }
            else
            {
                refused++;
            }
        }

        // All bits of version, suite and chains, of the peer's point, most of every count and age.
        Assert.InRange(refused, 24 + 520, saved.Length * 8 / 2);
    }

    [Fact]
    public void TryRestore_FieldsThatNoSessionHas_AreRefused()
    {
        byte[] saved = Sample();
        Assert.Equal(2, BinaryPrimitives.ReadUInt16BigEndian(saved.AsSpan(SkippedCount)));
        byte[][] bad =
        [
            With(0, [0]), With(0, [2]), With(1, [0]), With(1, [3]), With(2, [0]), With(2, [1]), With(2, [2]), With(2, [4]),
            With(Renewals, U64(0)), With(Renewals, U64(ulong.MaxValue)),
            With(LastRenewal, U64(long.MaxValue)), With(LastRenewal, U64(0x8000000000000000)),
            With(Opened, U64(0)), With(Opened, U64(100_000)),
            With(OwnScalar, new byte[32]), With(OwnScalar, [.. Enumerable.Repeat((byte)0xff, 32)]),
            With(Previous, U32(901)), With(SendingNumber, U32(901)),
            With(PeerKey, [2]), With(PeerKey + 64, [(byte)(saved[PeerKey + 64] ^ 1)]),
            With(Next, U32(0)), With(Next, U32(2)),
            With(Floor, U32(1)), With(Floor, U32(100)),
            With(SkippedCount, [0, 1]), With(SkippedCount, [0xff, 0xff]),
            With(FirstSkipped, U32(1)), With(FirstSkipped, U32(2)), With(FirstSkipped + 4, U64(0)), With(FirstSkipped + 4, U64(1000)),
            With(OldCount, [0]), With(OldCount, [9]), With(OldCount, [255]),
            With(FirstOldRetiredAt, U64(1)), With(SecondOldLength, U32(0)), With(SecondOldLength, U32(1)),
            With(SecondOldRetiredAt, U64(2)), With(SecondOldRetiredAt, U64(5)),
            With(SecondOldSkipped, U32(2)), With(SecondOldSkipped + 4, U64(1)), With(SecondOldSkipped + 4, U64(4)),
        ];
        Assert.All(bad, IsRefused);
        Restore(With(Previous, U32(900))).Dispose();
        Restore(With(SendingNumber, U32(900))).Dispose();

        byte[] With(int offset, byte[] value) => [.. saved[..offset], .. value, .. saved[(offset + value.Length)..]];
    }

    [Fact]
    public void TryRestore_PeerKeyThatIsOurs_IsRefused()
    {
        byte[] saved = Sample();
        using RatchetState state = StateOf(Restore(saved));
        state.Own.PublicKey.CopyTo(saved.AsSpan(PeerKey));
        IsRefused(saved);
    }

    [Fact]
    public void TryRestore_Rubbish_IsRefused()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] rubbish = new byte[random.Next(1000)];
            random.NextBytes(rubbish);
            if (rubbish.Length > 3)
            {
                (rubbish[0], rubbish[1], rubbish[2]) = (1, 1, (byte)random.Next(4));
            }

            IsRefused(rubbish);
        }
    }

    [Fact]
    public void Save_FullState_StaysWithinItsBound()
    {
        using RatchetPair pair = Talking();
        for (int i = 0; i < 12; i++)
        {
            for (int k = 0; k < 150; k++)
            {
                _ = Seal(pair.A);
            }

            Pass(pair.A, pair.B);
            Pass(pair.B, pair.A);
        }

        // Eight ended chains and the newest with all keys that may be kept: the longest state that there is.
        Assert.Equal(1000, pair.B.Missing);
        byte[] saved = SavedBytes(pair.B);
        Assert.Equal(SavedRatchet.MaxLengthInBytes, saved.Length);
        Assert.InRange(saved.Length, 44_000, 45_000);
        Assert.Equal(saved, SavedBytes(Restore(saved)));
    }

    /// <summary>B with a newest chain of which the messages 0 and 1 are missing, two ended ones, and a sent message.</summary>
    private static byte[] Sample()
    {
        using RatchetPair pair = Talking();
        Pass(pair.A, pair.B);
        _ = Seal(pair.A);
        Pass(pair.B, pair.A);
        _ = Seal(pair.A);
        _ = Seal(pair.A);
        Pass(pair.A, pair.B);
        Pass(pair.A, pair.B);
        _ = Seal(pair.B);
        return SavedBytes(pair.B);
    }

    private static void Restart(RatchetPair pair)
    {
        byte[] savedA = SavedBytes(pair.A);
        byte[] savedB = SavedBytes(pair.B);
        pair.Dispose();
        pair.A = Restore(savedA);
        pair.B = Restore(savedB);
        Assert.Equal(savedA, SavedBytes(pair.A));
        Assert.Equal(savedB, SavedBytes(pair.B));
    }

    private static void IsRefused(byte[] saved)
    {
        Assert.False(RatchetSession.TryRestore(saved, new SystemRandom(), out RatchetSession? session));
        Assert.Null(session);
    }

    private static byte[] U32(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] U64(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
