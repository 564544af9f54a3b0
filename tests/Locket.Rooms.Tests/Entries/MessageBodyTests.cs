using Locket.Rooms.Entries;
using Xunit;

namespace Locket.Rooms.Tests.Entries;

public class MessageBodyTests
{
    private static readonly MemberId From = Id(200);

    [Theory]
    [InlineData(CipherSuite.Aes128, 1, 256, 538)]
    [InlineData(CipherSuite.Aes256, 31, 245760, 253048)]
    [InlineData(CipherSuite.Aes256, 1, 1024, 1 + 225 + 56 + 1024 + 16)]
    [InlineData(CipherSuite.Aes256, 2, 16384, 1 + 450 + 56 + 16384 + 32)]
    public void Write_SmallestAndLargest_HaveTheSpecifiedLengths(CipherSuite suite, int wraps, int padded, int contentInBytes)
    {
        byte[] body = Write(suite, wraps, padded);
        Assert.Equal(EntryBody.HeadInBytes + contentInBytes, body.Length);
        Assert.True(EntryBody.TryRead(body, out EntryBody entry));
        Assert.True(MessageBody.TryRead(entry, suite, out MessageBody message));
        Assert.Equal(wraps, message.Count);
        Assert.Equal(MessageBody.SealedInBytes(padded), message.Sealed.Length);
        Assert.False(MessageBody.TryRead(entry, suite == CipherSuite.Aes256 ? CipherSuite.Aes128 : CipherSuite.Aes256, out _));
        for (int i = 0; i < wraps; i++)
        {
            Assert.True(message.TryFind(Id(i + 1), out ReadOnlySpan<byte> wrap));
            Assert.Equal(message.WrapAt(i), wrap);
            Assert.Equal((byte)i, wrap[0]);
        }

        Assert.False(message.TryFind(From, out _));
    }

    [Fact]
    public void Write_WhatReadersRefuse_Throws()
    {
        Assert.Throws<ArgumentException>(() => Write(CipherSuite.Aes256, 0, 256));
        Assert.Throws<ArgumentException>(() => Write(CipherSuite.Aes256, 32, 256));
        Assert.Throws<ArgumentException>(() => Write(CipherSuite.Aes256, 1, 255));
        Assert.Throws<ArgumentException>(() => Write(CipherSuite.Aes256, 1, 512));
        KeyValuePair<MemberId, byte[]> one = new(Id(1), new byte[209]);
        KeyValuePair<MemberId, byte[]> two = new(Id(2), new byte[209]);
        byte[] text = new byte[328];
        foreach (KeyValuePair<MemberId, byte[]>[] wraps in new KeyValuePair<MemberId, byte[]>[][]
        {
            [two, one],
            [one, one],
            [new(From, new byte[209])],
            [new(MemberId.Everyone, new byte[209])],
            [new(Id(1), new byte[193])],
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => MessageBody.Write(CipherSuite.Aes256, From, wraps, text));
        }
    }

    [Fact]
    public void TryRead_CountThatTheLengthDoesNotGive_IsRefused()
    {
        byte[] body = Write(CipherSuite.Aes256, 3, 1024);
        for (int count = 0; count < 256; count++)
        {
            body[EntryBody.HeadInBytes] = (byte)count;
            Assert.True(EntryBody.TryRead(body, out EntryBody entry));
            Assert.Equal(count == 3, MessageBody.TryRead(entry, CipherSuite.Aes256, out _));
        }
    }

    private static MemberId Id(int last) => MemberId.FromBytes([.. new byte[15], (byte)last]);

    private static byte[] Write(CipherSuite suite, int wraps, int padded) => MessageBody.Write(
        suite,
        From,
        [.. Enumerable.Range(0, wraps).Select(i => KeyValuePair.Create(
            Id(i + 1), Enumerable.Repeat((byte)i, MessageBody.WrapInBytes(suite) - MemberId.LengthInBytes).ToArray()))],
        new byte[MessageBody.SealedInBytes(padded)]);
}
