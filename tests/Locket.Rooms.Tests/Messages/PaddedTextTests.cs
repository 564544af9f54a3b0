using System.Text;
using Locket.Rooms.Entries;
using Locket.Rooms.Messages;
using Xunit;

namespace Locket.Rooms.Tests.Messages;

public sealed class PaddedTextTests
{
    [Theory]
    [InlineData(0, 256)]
    [InlineData(181, 256)]
    [InlineData(182, 1_024)]
    [InlineData(949, 1_024)]
    [InlineData(950, 4_096)]
    [InlineData(65_461, 65_536)]
    [InlineData(65_462, 245_760)]
    [InlineData(245_685, 245_760)]
    public void LengthFor_Part_IsTheSmallestBucket(int partInBytes, int lengthInBytes)
        => Assert.Equal(lengthInBytes, PaddedText.LengthFor(partInBytes));

    [Fact]
    public void LengthFor_TooLongPart_Throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => PaddedText.LengthFor(PaddedText.MaxPartInBytes + 1));

    [Fact]
    public void TryRead_Written_GivesAllFields()
    {
        MessageHead head = new(
            MessageKind.Piece,
            AsksForTurn: true,
            PaddedText.LatestTime,
            long.MaxValue,
            17,
            EntryHash.FromBytes(Encoding.ASCII.GetBytes("an entry's id...")),
            MessageHash.Of("body"u8));
        byte[] part = Encoding.ASCII.GetBytes("part\0\0");
        Assert.True(PaddedText.TryRead(MessageCircle.Padded(head, part), out MessageHead read, out ReadOnlySpan<byte> readPart));
        Assert.Equal(head, read);
        Assert.Equal(part, readPart.ToArray());
    }

    [Fact]
    public void TryRead_OldBytesInTheBuffer_AreOverwritten()
    {
        byte[] text = new byte[256];
        text.AsSpan().Fill(0xff);
        PaddedText.Write(MessageCircle.Head(MessageKind.Notice), 0, text);
        Assert.True(PaddedText.TryRead(text, out MessageHead head, out ReadOnlySpan<byte> part));
        Assert.Equal(MessageCircle.Head(MessageKind.Notice), head);
        Assert.True(part.IsEmpty);
    }

    [Fact]
    public void TryRead_WhatNobodyWrites_IsFalse()
    {
        byte[] text = MessageCircle.Padded("hello");
        Refuses(text[..255]);
        Refuses([.. text, .. new byte[768]]);
        Refuses(new byte[256]);
        Refuses([]);
        Refuses(With(text, at: 255, 1));
        Refuses(With(text, at: 1, 2));
        Refuses(With(text, at: 1, 0x81));
        Refuses(With(text, at: 2, 1));
        Refuses(With(text, at: 10, 0x80));
        Refuses(With(text, at: 18, 0x80));

        // A marker inside the head leaves no part.
        byte[] head = new byte[256];
        head[73] = 0x80;
        Refuses(head);
    }

    private static byte[] With(byte[] text, int at, byte value)
    {
        byte[] altered = [.. text];
        altered[at] = value;
        return altered;
    }

    private static void Refuses(byte[] text) => Assert.False(PaddedText.TryRead(text, out _, out _));
}
