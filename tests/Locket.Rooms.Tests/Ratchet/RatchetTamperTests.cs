using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;
using static Locket.Rooms.Tests.Ratchet.RatchetPair;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>A message that does not open leaves the state as it was, to the last byte, and draws nothing random.</summary>
public class RatchetTamperTests
{
    public enum Place
    {
        FirstTurn,
        Turn,
        Newest,
        NewestWithGap,
        SkippedOfNewest,
        SkippedOfEnded,
    }

    public static TheoryData<Place> Places => [.. Enum.GetValues<Place>()];

    [Theory]
    [MemberData(nameof(Places))]
    public void TryOpen_EveryBitFlipped_ChangesNothing(Place place)
    {
        (byte[] saved, byte[] message) = Prepare(place);
        using RatchetSession side = Restore(saved, new GivenRandom());
        for (int bit = 0; bit < message.Length * 8; bit++)
        {
            byte[] flipped = [.. message];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(side.TryOpen(flipped, Data, Start, out SecretBytes? plaintext, out OpenFailure failure), $"bit {bit}");
            Assert.Null(plaintext);
            Assert.Equal(OpenFailure.Damaged, failure);
        }

        Assert.Equal(saved, SavedBytes(side));
        using RatchetSession whole = Restore(saved);
        Opens(whole, message);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void TryOpen_EveryOtherLength_ChangesNothing(Place place)
    {
        (byte[] saved, byte[] message) = Prepare(place);
        using RatchetSession side = Restore(saved, new GivenRandom());
        for (int length = 0; length < message.Length; length++)
        {
            Assert.False(side.TryOpen(message.AsSpan(0, length), Data, Start, out _, out OpenFailure failure));
            Assert.Equal(OpenFailure.Damaged, failure);
        }

        Assert.False(side.TryOpen([.. message, 0], Data, Start, out _, out _));
        Assert.Equal(saved, SavedBytes(side));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void TryOpen_BodyOfAnotherMessage_ChangesNothing(Place place)
    {
        (byte[] saved, byte[] message) = Prepare(place);
        using RatchetPair other = Talking();
        byte[] stranger = Seal(other.A);
        byte[] swapped = [.. message[..RatchetHeader.EncryptedInBytes], .. stranger[RatchetHeader.EncryptedInBytes..]];
        using RatchetSession side = Restore(saved, new GivenRandom());
        Assert.False(side.TryOpen(swapped, Data, Start, out _, out OpenFailure failure));
        Assert.Equal(OpenFailure.Damaged, failure);
        Assert.Equal(saved, SavedBytes(side));
    }

    [Fact]
    public void TryOpen_BodiesOfOneSidesMessagesSwapped_ChangesNothing()
    {
        using RatchetPair pair = Talking();
        byte[] first = Seal(pair.A);
        byte[] second = Seal(pair.A);
        Refuses(pair.B, [.. first[..RatchetHeader.EncryptedInBytes], .. second[RatchetHeader.EncryptedInBytes..]], OpenFailure.Damaged);
        Opens(pair.B, first);
        Opens(pair.B, second);
    }

    [Fact]
    public void SaltedCipher_DoesNotOpen_LeavesNoPlaintext()
    {
        byte[] sealedBytes = new byte[100 + SaltedCipher.OverheadInBytes];
        CipherScope scope = CipherScope.Message(CipherSuite.Aes256);
        SaltedCipher.Seal(scope, new byte[32], [.. Enumerable.Repeat((byte)7, 100)], [], new SystemRandom(), sealedBytes);
        sealedBytes[^1] ^= 1;
        byte[] plaintext = [.. Enumerable.Repeat((byte)0xff, 100)];
        Assert.False(SaltedCipher.TryOpen(scope, new byte[32], sealedBytes, [], plaintext));
        Assert.Equal(new byte[100], plaintext);
    }

    [Fact]
    public void TryOpen_Rubbish_ChangesNothing()
    {
        using RatchetPair pair = Talking();
        var random = new Random(1);
        for (int length = 0; length < 400; length++)
        {
            byte[] rubbish = new byte[length];
            random.NextBytes(rubbish);
            Refuses(pair.B, rubbish, OpenFailure.Damaged);
        }
    }

    /// <summary>Gives the saved state of a side, and a message that it opens.</summary>
    private static (byte[] Saved, byte[] Message) Prepare(Place place)
    {
        using RatchetPair pair = place == Place.FirstTurn ? new() : Talking();
        byte[] message = [];
        switch (place)
        {
            case Place.FirstTurn or Place.Turn:
                message = Seal(pair.A);
                break;
            case Place.Newest or Place.NewestWithGap:
                Pass(pair.A, pair.B);
                _ = place == Place.NewestWithGap ? Seal(pair.A) : [];
                message = Seal(pair.A);
                break;
            default:
                message = Seal(pair.A);
                Pass(pair.A, pair.B);
                if (place == Place.SkippedOfEnded)
                {
                    Pass(pair.B, pair.A);
                    Pass(pair.A, pair.B);
                }

                break;
        }

        return (SavedBytes(pair.B), message);
    }
}
