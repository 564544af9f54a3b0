using System.Text;
using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Messages;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Messages;

/// <summary>A sender with sessions to some readers.</summary>
internal sealed class MessageCircle : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly IRandomSource _random;

    public MessageCircle(int readers, CipherSuite suite = CipherSuite.Aes256, IRandomSource? random = null)
    {
        _random = random ?? new SeededRandom("circle");
        Keys = new RoomKeys("0123456789abcdef"u8, new SecretBytes(RoomKeys.PasswordSecretInBytes), suite);
        Sender = Id(0);
        for (int i = 1; i <= readers; i++)
        {
            RatchetStart start = new() { Suite = suite, Secret = Draw(32), HeaderKeyOfA = Draw(32), HeaderKeyOfB = Draw(32) };
            P256PrivateKey keyOfB = _random.CreateKey();
            using P256Point point = keyOfB.ExportPublicPoint();
            Readers.Add(new Reader(Id(i), RatchetSession.CreateA(start, point, _random, Now)));
            Sessions.Add(RatchetSession.CreateB(start, keyOfB, _random, Now));
        }
    }

    public RoomKeys Keys { get; }

    public MemberId Sender { get; }

    public List<Reader> Readers { get; } = [];

    public List<RatchetSession> Sessions { get; } = [];

    public static MemberId Id(int index)
    {
        byte[] bytes = new byte[MemberId.LengthInBytes];
        bytes[^1] = (byte)(index + 1);
        return MemberId.FromBytes(bytes);
    }

    public static MessageHead Head(MessageKind kind = MessageKind.Text)
        => new(kind, AsksForTurn: false, Now.ToUnixTimeMilliseconds(), Read: 3, Seen: 4, EntryHash.None, MessageHash.None);

    public static byte[] Padded(string text) => Padded(Head(), Encoding.UTF8.GetBytes(text));

    public static byte[] Padded(MessageHead head, ReadOnlySpan<byte> part)
    {
        byte[] text = new byte[PaddedText.LengthFor(part.Length)];
        part.CopyTo(text.AsSpan(PaddedText.HeadInBytes));
        PaddedText.Write(head, part.Length, text);
        return text;
    }

    public byte[] Seal(string text, ulong number = 7)
        => MessageSealer.Seal(Keys, Sender, number, Readers.ToArray(), Padded(text), _random);

    public byte[] Seal(byte[] padded, ulong number = 7)
        => MessageSealer.Seal(Keys, Sender, number, Readers.ToArray(), padded, _random);

    /// <summary>Whether a body has the form of a message, with a wrap for a reader.</summary>
    public bool IsFor(byte[] body, int reader = 0)
        => EntryBody.TryRead(body, out EntryBody entry)
            && MessageBody.TryRead(entry, Keys.Suite, out MessageBody message)
            && MessageScope.TryTextLength(message.Sealed.Length, out _)
            && message.TryFind(Readers[reader].Id, out _);

    public byte[] SealedTextOf(byte[] body)
    {
        Assert.True(EntryBody.TryRead(body, out EntryBody entry));
        Assert.True(MessageBody.TryRead(entry, Keys.Suite, out MessageBody message));
        return message.Sealed.ToArray();
    }

    /// <summary>Opens as a reader; the text is null where it did not open.</summary>
    public (OpenFailure Failure, bool IsBad, string? Text, ulong Number) Open(byte[] body, int reader = 0)
    {
        Assert.True(EntryBody.TryRead(body, out EntryBody entry));
        Assert.True(MessageBody.TryRead(entry, Keys.Suite, out MessageBody message));
        Assert.True(message.TryFind(Readers[reader].Id, out ReadOnlySpan<byte> wrap));
        Assert.True(MessageScope.TryTextLength(message.Sealed.Length, out int length));
        byte[] text = new byte[length];
        OpenedMessage opened = MessageOpener.Open(Keys, Readers[reader].Id, message, wrap, Sessions[reader], Now, text);
        return (opened.Failure, opened.IsBad, opened.IsWhole ? Encoding.UTF8.GetString(opened.Part) : null, opened.Number);
    }

    public void Dispose()
    {
        Keys.Dispose();
        Readers.ForEach(reader => reader.Session.Dispose());
        Sessions.ForEach(session => session.Dispose());
    }

    private byte[] Draw(int lengthInBytes)
    {
        byte[] bytes = new byte[lengthInBytes];
        _random.Fill(bytes);
        return bytes;
    }
}
