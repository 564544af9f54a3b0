using Locket.Rooms.Entries;
using Xunit;

namespace Locket.Rooms.Tests.Entries;

/// <summary>Every type of body, whole, cut, lengthened, and changed bit by bit.</summary>
public class EntryBodyTests
{
    private static readonly MemberId From = MemberId.FromBytes(Bytes(1, 16));
    private static readonly MemberId To = MemberId.FromBytes(Bytes(2, 16));

    public static TheoryData<string, int> All => new()
    {
        { nameof(HelloBody), 33 + 83 },
        { nameof(StartBody), 33 + 162 },
        { nameof(AnswerBody), 33 + 194 },
        { nameof(ConfirmBody), 33 + 201 },
        { nameof(RefuseBody), 33 + 32 },
        { nameof(MessageBody), 33 + 1 + (2 * 225) + 328 },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void TryRead_Written_RoundTrips(string type, int lengthInBytes)
    {
        byte[] body = Create(type);
        Assert.Equal(lengthInBytes, body.Length);
        Assert.Equal(body, Rewrite(body));
        Assert.True(EntryBody.TryRead(body, out EntryBody entry));
        Assert.Equal(From, entry.From);
        Assert.Equal(type is nameof(HelloBody) or nameof(MessageBody) ? MemberId.Everyone : To, entry.To);
        Assert.Equal(Array.FindIndex(All.Select(row => row.Data.Item1).ToArray(), name => string.Equals(name, type, StringComparison.Ordinal)) + 1, (int)entry.Type);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TryRead_AnyOtherLength_IsRefused(string type, int lengthInBytes)
    {
        byte[] body = Create(type);
        for (int length = 0; length < lengthInBytes; length++)
        {
            Assert.Null(Rewrite(body[..length]));
        }

        for (int more = 1; more < 300; more++)
        {
            Assert.Null(Rewrite([.. body, .. new byte[more]]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TryRead_EveryFlippedBit_IsRefusedOrAnotherBody(string type, int lengthInBytes)
    {
        byte[] body = Create(type);
        int refused = 0;
        for (int bit = 0; bit < lengthInBytes * 8; bit++)
        {
            byte[] changed = [.. body];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            byte[]? read = Rewrite(changed);
            refused += read is null ? 1 : 0;
            Assert.True(read is null || read.AsSpan().SequenceEqual(changed));

            // Type: every flip; to: every flip where it must be zeros.
            Assert.True(bit >= 8 || read is null, $"bit {bit}");
            Assert.True(type is not nameof(MessageBody) || bit is < 17 * 8 or >= 33 * 8 || read is null, $"bit {bit}");
        }

        Assert.InRange(refused, 8, (33 + 1 + 16 + 16) * 8);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TryRead_WrongTo_IsRefused(string type, int lengthInBytes)
    {
        byte[] body = Create(type);
        Assert.Equal(lengthInBytes, body.Length);
        body.AsSpan(17, 16).Clear();
        Assert.Equal(type is nameof(HelloBody) or nameof(MessageBody), Rewrite(body) is not null);

        // A hello is to everyone, or to one member that is to pair again.
        To.CopyTo(body.AsSpan(17));
        Assert.Equal(type is not nameof(MessageBody), Rewrite(body) is not null);
        From.CopyTo(body.AsSpan(17));
        Assert.Null(Rewrite(body));
    }

    [Fact]
    public void TryRead_LaterType_HasNoKnownType()
    {
        byte[] body = Create(nameof(HelloBody));
        foreach (byte type in new byte[] { 0, 7, 0x80, 0xff })
        {
            body[0] = type;
            Assert.True(EntryBody.TryRead(body, out EntryBody entry));
            Assert.Equal(EntryType.Unknown, entry.Type);
            Assert.Null(Rewrite(body));
        }
    }

    [Fact]
    public void Compute_KnownBody_GivesTheKnownId()
    {
        // The example of docs/protocol.md, "Frames".
        byte[] address = Convert.FromHexString("00112233445566778899aabbccddeeff");
        EntryHash hash = EntryHash.Compute(address, "hello"u8);
        Assert.Equal("052c7245897f7b6209313ae87e416f1a", hash.ToString());
        Assert.Equal(hash, EntryHash.FromBytes(hash.ToBytes()));
        Assert.NotEqual(EntryHash.None, hash);
        Assert.Throws<ArgumentException>(() => EntryHash.FromBytes(new byte[15]));
    }

    /// <summary>Reads a body as what its type says and writes it again; null where it is refused.</summary>
    internal static byte[]? Rewrite(byte[] body)
    {
        if (!EntryBody.TryRead(body, out EntryBody entry))
        {
            return null;
        }

        return HelloBody.TryRead(entry, out HelloBody hello) ? hello.Write()
            : StartBody.TryRead(entry, out StartBody start) ? start.Write()
            : AnswerBody.TryRead(entry, out AnswerBody answer) ? answer.Write()
            : ConfirmBody.TryRead(entry, out ConfirmBody confirm) ? confirm.Write()
            : RefuseBody.TryRead(entry, out RefuseBody refuse) ? refuse.Write()
            : MessageBody.TryRead(entry, CipherSuite.Aes256, out MessageBody message) ? Rewrite(message)
            : null;
    }

    private static byte[] Rewrite(MessageBody message)
    {
        List<KeyValuePair<MemberId, byte[]>> wraps = [];
        for (int i = 0; i < message.Count; i++)
        {
            wraps.Add(new(message.IdAt(i), message.WrapAt(i).ToArray()));
        }

        return MessageBody.Write(CipherSuite.Aes256, message.From, wraps, message.Sealed);
    }

    private static byte[] Create(string type) => type switch
    {
        nameof(HelloBody) => new HelloBody { From = From, Version = 1, Suite = 2, IdentityKey = Bytes(3, 65), Nonce = Bytes(4, 16) }.Write(),
        nameof(StartBody) => new StartBody
        {
            From = From,
            To = To,
            Session = Bytes(5, 32),
            IdentityKey = Bytes(6, 65),
            Share = Bytes(7, 65),
        }.Write(),
        nameof(AnswerBody) => new AnswerBody
        {
            From = From,
            To = To,
            Session = Bytes(8, 32),
            Share = Bytes(9, 65),
            RatchetKey = Bytes(10, 65),
            Tag = Bytes(11, 32),
        }.Write(),
        nameof(ConfirmBody) => new ConfirmBody { From = From, To = To, Session = Bytes(12, 32), Tag = Bytes(13, 32), Message = Bytes(14, 137) }.Write(),
        nameof(RefuseBody) => new RefuseBody { From = From, To = To, Session = Bytes(15, 32) }.Write(),
        _ => MessageBody.Write(
            CipherSuite.Aes256,
            From,
            [new(To, Bytes(16, 209)), new(MemberId.FromBytes(Bytes(20, 16)), Bytes(17, 209))],
            Bytes(18, 328)),
    };

    private static byte[] Bytes(int first, int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((first * 8) + i))];
}
