using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Messages;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.KnownValues;

/// <summary>Seals and opens the published messages, byte for byte.</summary>
public class MessageValueTests
{
    private const int Readers = 2;

    [Theory]
    [InlineData("256", CipherSuite.Aes256)]
    [InlineData("128", CipherSuite.Aes128)]
    public void Seal_PublishedValues_GivesPublishedBodies(string name, CipherSuite suite)
    {
        (ValueList common, ValueList[] messages) = ValueList.ReadEach("message.txt", $"suite {name}", "number");
        using RoomKeys keys = Keys(common, suite);
        MemberId from = MemberId.FromBytes(common.Bytes("from"));
        Reader[] readers = [.. Enumerable.Range(0, Readers).Select(i => ReaderAt(i, common, messages, suite))];

        foreach (ValueList message in messages)
        {
            byte[] text = Padded(message);
            Assert.Equal(message.Bytes("padded"), text);
            GivenRandom random = new(message.Bytes("content-key"), message.Bytes("salt"));
            byte[] body = MessageSealer.Seal(keys, from, (ulong)message.Number("number"), readers, text, random);
            Assert.Equal(message.Text("body"), Convert.ToHexStringLower(body));
            Assert.Equal(message.Bytes("entry-id"), EntryHash.Compute(keys.Address, body).ToBytes());
        }

        Assert.Equal(5, messages.Length);
        Array.ForEach(readers, reader => reader.Session.Dispose());
    }

    [Theory]
    [InlineData("256", CipherSuite.Aes256)]
    [InlineData("128", CipherSuite.Aes128)]
    public void Open_PublishedBodies_GivesWhatWasSealed(string name, CipherSuite suite)
    {
        (ValueList common, ValueList[] messages) = ValueList.ReadEach("message.txt", $"suite {name}", "number");
        using RoomKeys keys = Keys(common, suite);
        for (int i = 0; i < Readers; i++)
        {
            Assert.True(P256PrivateKey.TryImport(common.Bytes($"ratchet-of-{i}"), out P256PrivateKey? key));
            using RatchetSession session = RatchetSession.CreateB(Start(i, common, suite), key, new SystemRandom(), RatchetPair.Start);
            foreach (ValueList message in messages)
            {
                Assert.True(EntryBody.TryRead(message.Bytes("body"), out EntryBody entry));
                Assert.True(MessageBody.TryRead(entry, suite, out MessageBody body));
                Assert.Equal(message.Bytes("c"), body.Sealed.ToArray());
                MemberId reader = MemberId.FromBytes(common.Bytes($"reader-{i}"));
                Assert.True(body.TryFind(reader, out ReadOnlySpan<byte> wrap));
                byte[] text = new byte[message.Bytes("padded").Length];
                OpenedMessage opened = MessageOpener.Open(keys, reader, body, wrap, session, RatchetPair.Start, text);
                Assert.True(opened.IsWhole);
                Assert.Equal((ulong)message.Number("number"), opened.Number);
                Assert.Equal(Head(message), opened.Head);
                Assert.Equal(message.Bytes("part"), opened.Part.ToArray());
                Assert.Equal(message.Bytes("padded"), text);
            }
        }
    }

    private static RoomKeys Keys(ValueList common, CipherSuite suite)
        => new(common.Bytes("address"), new SecretBytes(RoomKeys.PasswordSecretInBytes), suite);

    private static RatchetStart Start(int reader, ValueList common, CipherSuite suite)
    {
        byte[] secrets = common.Bytes($"secrets-{reader}");
        return new RatchetStart
        {
            Suite = suite,
            Secret = secrets.AsSpan(0, 32),
            HeaderKeyOfA = secrets.AsSpan(32, 32),
            HeaderKeyOfB = secrets.AsSpan(64),
        };
    }

    private static Reader ReaderAt(int reader, ValueList common, ValueList[] messages, CipherSuite suite)
    {
        Assert.True(P256PrivateKey.TryImport(common.Bytes($"ratchet-of-{reader}"), out P256PrivateKey? key));
        using (key)
        {
            using P256Point point = key.ExportPublicPoint();
            IEnumerable<byte[]> salts = messages.SelectMany(message =>
                new[] { message.Bytes($"header-salt-{reader}"), message.Bytes($"message-salt-{reader}") });
            GivenRandom random = new([common.Bytes($"key-of-a-{reader}"), .. salts]);
            RatchetSession session = RatchetSession.CreateA(Start(reader, common, suite), point, random, RatchetPair.Start);
            return new Reader(MemberId.FromBytes(common.Bytes($"reader-{reader}")), session);
        }
    }

    private static MessageHead Head(ValueList message) => new(
        (MessageKind)message.Number("kind"),
        message.Number("flags") == 1,
        message.Number("time"),
        message.Number("read"),
        message.Number("seen"),
        EntryHash.FromBytes(message.Bytes("seen-id")),
        MessageHash.FromBytes(message.Bytes("previous")));

    private static byte[] Padded(ValueList message)
    {
        byte[] part = message.Bytes("part");
        byte[] text = new byte[PaddedText.LengthFor(part.Length)];
        part.CopyTo(text.AsSpan(PaddedText.HeadInBytes));
        PaddedText.Write(Head(message), part.Length, text);
        return text;
    }
}
