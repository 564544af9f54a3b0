using System.Buffers.Binary;
using System.Security.Cryptography;
using Locket.Payload;
using Locket.Rooms.Entries;
using Locket.Rooms.Messages;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Messages;

public sealed class MessageSealerTests
{
    [Theory]
    [InlineData(1, CipherSuite.Aes256)]
    [InlineData(2, CipherSuite.Aes128)]
    [InlineData(31, CipherSuite.Aes256)]
    public void Seal_ForReaders_EachReadsTheSame(int readers, CipherSuite suite)
    {
        using MessageCircle circle = new(readers, suite);
        byte[] body = circle.Seal("hello", number: 41);
        for (int i = 0; i < readers; i++)
        {
            Assert.Equal((OpenFailure.None, false, "hello", 41UL), circle.Open(body, i));
        }
    }

    [Theory]
    [InlineData(CipherSuite.Aes256, 33 + 1 + 225 + 24 + 32 + 256 + 16)]
    [InlineData(CipherSuite.Aes128, 33 + 1 + 209 + 24 + 32 + 256 + 16)]
    public void Seal_Smallest_HasTheSpecifiedLength(CipherSuite suite, int lengthInBytes)
    {
        using MessageCircle circle = new(1, suite);
        Assert.Equal(lengthInBytes, circle.Seal("hi").Length);
    }

    [Fact]
    public void Seal_LargestForAll_FitsARelaysFrame()
    {
        using MessageCircle circle = new(31);
        byte[] body = circle.Seal(new string('x', PaddedText.MaxPartInBytes));
        Assert.Equal(33 + 253_048, body.Length);
        Assert.Equal(PaddedText.MaxPartInBytes, circle.Open(body, 30).Text!.Length);
    }

    [Fact]
    public void Seal_EqualTexts_GiveDifferentBytesOfOneLength()
    {
        using MessageCircle circle = new(1);
        byte[] first = circle.Seal("hi");
        byte[] second = circle.Seal("hi");
        Assert.NotEqual(first, second);
        Assert.Equal(first.Length, second.Length);
        Assert.Equal(first.Length, circle.Seal("bye").Length);
    }

    [Fact]
    public void Open_Twice_IsReplayed()
    {
        using MessageCircle circle = new(1);
        byte[] body = circle.Seal("once");
        Assert.Equal("once", circle.Open(body).Text);
        Assert.Equal(OpenFailure.Replayed, circle.Open(body).Failure);
    }

    [Fact]
    public void Open_AnyBitFlipped_OpensNothingAndChangesNothing()
    {
        // Beside the other reader's wrap, where the reader's own message stays whole.
        using MessageCircle circle = new(2);
        byte[] body = circle.Seal("hello");
        byte[] before = RatchetPair.SavedBytes(circle.Sessions[0]);
        int otherWrap = EntryBody.HeadInBytes + 1 + MessageBody.WrapInBytes(CipherSuite.Aes256) + MemberId.LengthInBytes;
        int otherWrapEnd = otherWrap + MessageBody.WrapInBytes(CipherSuite.Aes256) - MemberId.LengthInBytes;
        for (int i = 0; i < body.Length; i++)
        {
            byte[] altered = [.. body];
            altered[i] ^= (byte)(1 << (i % 8));
            bool isOthers = i >= otherWrap && i < otherWrapEnd;
            if (!isOthers && circle.IsFor(altered))
            {
                Assert.Equal(OpenFailure.Damaged, circle.Open(altered).Failure);
                Assert.Equal(before, RatchetPair.SavedBytes(circle.Sessions[0]));
            }
        }

        byte[] forOther = [.. body];
        forOther[otherWrap] ^= 1;
        Assert.Equal("hello", circle.Open(forOther).Text);
    }

    [Fact]
    public void Open_BodyOfAnotherSender_DoesNotOpen()
    {
        using MessageCircle circle = new(1);
        byte[] body = circle.Seal("hello");
        MessageCircle.Id(9).CopyTo(body.AsSpan(1));
        Assert.Equal(OpenFailure.Damaged, circle.Open(body).Failure);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("number")]
    [InlineData("key")]
    [InlineData("padding")]
    public void Open_SealedWronglyByTheSender_IsBadAndTheRatchetGoesOn(string what)
    {
        using MessageCircle circle = new(1);
        byte[] padded = MessageCircle.Padded("hello");
        if (string.Equals(what, "padding", StringComparison.Ordinal))
        {
            padded[^1] = 1;
        }

        byte[] body = circle.Seal(padded);
        byte[] sealedText = circle.SealedTextOf(body);
        byte[] wrapped = new byte[MessageScope.WrappedInBytes(CipherSuite.Aes256)];
        SHA256.HashData(sealedText).CopyTo(wrapped.AsSpan(32));
        BinaryPrimitives.WriteUInt64BigEndian(wrapped.AsSpan(64), 7);
        wrapped[string.Equals(what, "hash", StringComparison.Ordinal) ? 40 : string.Equals(what, "number", StringComparison.Ordinal) ? 71 : 0] ^= 1;
        byte[] ids = circle.Readers[0].Id.ToBytes();
        Span<byte> data = MessageScope.WrapData(
            circle.Keys.Address, circle.Sender, ids, SHA256.HashData(sealedText), new byte[MessageScope.MaxWrapDataInBytes]);
        MessageScope.SetReader(data, circle.Readers[0].Id);
        byte[] wrap = circle.Readers[0].Session.Seal(wrapped, data);
        bool isPadding = string.Equals(what, "padding", StringComparison.Ordinal);
        byte[] bad = isPadding ? body : MessageBody.Write(CipherSuite.Aes256, circle.Sender, [new(circle.Readers[0].Id, wrap)], sealedText);

        (OpenFailure failure, bool isBad, string? text, _) = circle.Open(bad);
        Assert.Equal(OpenFailure.None, failure);
        Assert.True(isBad);
        Assert.Null(text);
        Assert.Equal(OpenFailure.Replayed, circle.Open(bad).Failure);
    }

    [Fact]
    public void Seal_ReadersOutOfOrderOrTheSender_ThrowsAndChangesNothing()
    {
        using MessageCircle circle = new(2);
        byte[] before = RatchetPair.SavedBytes(circle.Readers[0].Session);
        byte[] text = MessageCircle.Padded("text");
        SystemRandom random = new();
        Reader[] turned = [circle.Readers[1], circle.Readers[0]];
        Reader[] self = [new(circle.Sender, circle.Readers[0].Session)];
        Reader[] cannotSeal = [new(circle.Readers[0].Id, circle.Sessions[0])];
        foreach (Reader[] readers in (Reader[][])[[], turned, self, cannotSeal])
        {
            Assert.Throws<ArgumentException>(() => MessageSealer.Seal(circle.Keys, circle.Sender, 0, readers, text, random));
        }

        Assert.Throws<ArgumentException>(
            () => MessageSealer.Seal(circle.Keys, circle.Sender, 0, circle.Readers.ToArray(), text.AsSpan(1), random));
        Assert.Equal(before, RatchetPair.SavedBytes(circle.Readers[0].Session));
    }

    [Fact]
    public void Seal_SameRandom_GivesTheSameBytes()
    {
        using MessageCircle one = new(3, random: new SeededRandom("same"));
        using MessageCircle two = new(3, random: new SeededRandom("same"));
        Assert.Equal(one.Seal("hello"), two.Seal("hello"));
    }
}
