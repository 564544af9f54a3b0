using System.Text;
using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>Two desks under the published random bytes write the published entries; the second implementation printed them.</summary>
public class PairingTranscriptTests
{
    [Fact]
    public void Derive_PublishedCodeAndPassword_GivesThePublishedRoom()
    {
        Dictionary<string, string> room = PartAt("code ");
        Assert.True(RoomCode.TryParse(room["code"], out RoomCode? code));
        using Password password = new(Encoding.UTF8.GetString(Convert.FromHexString(room["password"])));
        using RoomKeys keys = RoomKeys.Derive(code, password, CipherSuite.Aes256, TestContext.Current.CancellationToken);
        Assert.Equal(room["address"], Convert.ToHexStringLower(keys.Address));
        Assert.Equal(room["prs"], Convert.ToHexStringLower(keys.PasswordSecret));
        using RoomAddressKeys classic = RoomAddressKeys.Derive(RoomCode.Classic, TestContext.Current.CancellationToken);
        Assert.Equal(room["classic-address"], Convert.ToHexStringLower(classic.Address));
    }

    [Theory]
    [InlineData("256")]
    [InlineData("128")]
    public void Desks_PublishedDraws_WriteThePublishedEntries(string suite)
    {
        Dictionary<string, string> room = PartAt("code ");
        Dictionary<string, string> values = Part($"suite {suite}");
        Assert.True(Invitation.TryParse(values["invitation"], out Invitation? invitation, out _));
        Assert.Equal(values["invitation"], invitation.ToText());
        Assert.Equal(room["code"], invitation.Code.ToText());
        byte[] address = Convert.FromHexString(room["address"]);
        using RoomKeys keys = new(address, new SecretBytes(Convert.FromHexString(room["prs"])), invitation.Suite);

        using Side a = new(keys, values, "identity-of-a", "hello-nonce-a", "nonce-a", "scalar-a", "confirm-key", "confirm-header-salt", "confirm-salt");

        // The turn that B makes at the end draws a key that is not published: any will do.
        using Side b = new(keys, values, "identity-of-b", "nonce-b", "ratchet-of-b", "scalar-b", "identity-of-a");
        Assert.Equal(values["id-of-a"], a.Identity.Id.ToHex());
        Assert.Equal(values["id-of-b"], b.Identity.Id.ToHex());
        Assert.Equal(values["ci"], Convert.ToHexStringLower(PairingKeys.Channel(keys, a.Identity.Id, b.Identity.Id)));

        byte[] helloOfA = a.TakeBody("hello-a", address);
        byte[] helloOfB = b.TakeBody("hello-b", address);
        a.Read(helloOfA, 1);
        a.Read(helloOfB, 2);
        b.Read(helloOfA, 1);
        b.Read(helloOfB, 2);
        b.Read(a.TakeBody("start", address), 3);
        a.Read(b.TakeBody("answer", address), 4);
        b.Read(a.TakeBody("confirm", address), 5);

        PairedSession ofA = a.TakeSession();
        PairedSession ofB = b.TakeSession();
        Assert.Equal(values["phrase-key"], Convert.ToHexStringLower(ofA.PhraseKey.Span));
        Assert.Equal(values["phrase-key"], Convert.ToHexStringLower(ofB.PhraseKey.Span));
        Assert.Equal(values["phrase"], ComparisonPhrase.Compute(ofA.PhraseKey, TestContext.Current.CancellationToken));
        ofA.Dispose();
        ofB.Dispose();
    }

    [Theory]
    [InlineData("256")]
    [InlineData("128")]
    public void Desk_PublishedGuess_IsRefusedAndCountedUnderThePublishedId(string suite)
    {
        Dictionary<string, string> values = Part($"suite {suite}");
        Dictionary<string, string> room = PartAt("code ");
        byte[] address = Convert.FromHexString(room["address"]);
        CipherSuite cipher = suite is "256" ? CipherSuite.Aes256 : CipherSuite.Aes128;
        using RoomKeys keys = new(address, new SecretBytes(Convert.FromHexString(room["prs"])), cipher);
        using RoomKeys guess = new(address, new SecretBytes(Convert.FromHexString(values["guesser-prs"])), cipher);
        using Side a = new(keys, values, "identity-of-a", "hello-nonce-a", "nonce-a", "scalar-a");
        using Side b = new(guess, values, "identity-of-b", "nonce-b", "ratchet-of-b", "scalar-b");
        a.Read(a.TakeBody("hello-a", address), 1);
        byte[] helloOfB = b.TakeBody("hello-b", address);
        a.Read(helloOfB, 2);
        b.Read(a.TakeBody("start", address), 3);
        Assert.True(b.Desk.TryTakeBody(out byte[]? answer));
        Assert.True(EntryBody.TryRead(answer, out EntryBody entry));
        Assert.True(AnswerBody.TryRead(entry, out AnswerBody read));
        Assert.Equal(values["guesser-share"], Convert.ToHexStringLower(read.Share));
        Assert.Equal(values["guesser-tag"], Convert.ToHexStringLower(read.Tag));
        a.Read(answer, 4);
        a.TakeBody("refuse", address);
        Assert.True(a.Desk.TryTakeEvent(out PairingEvent? item));
        PairingEvent.AttemptCounted counted = Assert.IsType<PairingEvent.AttemptCounted>(item);
        Assert.Equal(values["attempt"], counted.Id.ToString());
        Assert.Equal(b.Identity.Id, counted.Member);
    }

    /// <summary>Reads the lines after one that begins so, up to an empty one.</summary>
    private static Dictionary<string, string> Part(string start) => PartAt(start, skipped: 1);

    /// <summary>Reads from the line that begins so, up to an empty one.</summary>
    private static Dictionary<string, string> PartAt(string start, int skipped = 0)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("tests", "testdata", "rooms", "pairing.txt"));
        int first = Array.FindIndex(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        Assert.True(first >= 0, start);
        return lines.Skip(first + skipped)
            .SkipWhile(line => line.Length == 0)
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
    }

    private sealed class Side : IPairedMembers, IDisposable
    {
        private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

        private readonly Dictionary<string, string> _values;

        public Side(RoomKeys keys, Dictionary<string, string> values, params string[] draws)
        {
            _values = values;
            GivenRandom random = new([.. draws.Select(name => Convert.FromHexString(values[name]))]);
            Identity = Identity.Create(random);
            Desk = PairingDesk.Create(new PairingContext { Keys = keys, Identity = Identity, Paired = this, Random = random }, [], Now);
            Desk.CaughtUp(isLogNew: false, Now);
        }

        public Identity Identity { get; }

        public PairingDesk Desk { get; }

        public int Count => 0;

        public bool Contains(MemberId member) => false;

        public byte[] TakeBody(string name, byte[] address)
        {
            Assert.True(Desk.TryTakeBody(out byte[]? body));
            Assert.Equal(_values[name], Convert.ToHexStringLower(body));
            Assert.Equal(_values[name + "-entry-id"], EntryHash.Compute(address, body).ToString());
            return body;
        }

        public PairedSession TakeSession()
        {
            Assert.True(Desk.TryTakeEvent(out PairingEvent? item));
            return Assert.IsType<PairingEvent.Paired>(item).Session;
        }

        public void Read(byte[] body, long seq)
        {
            Assert.True(EntryBody.TryRead(body, out EntryBody entry));
            if (HelloBody.TryRead(entry, out HelloBody hello))
            {
                Desk.TakeHello(hello, seq, Now);
            }
            else if (StartBody.TryRead(entry, out StartBody start))
            {
                Desk.TakeStart(start, seq, Now);
            }
            else if (AnswerBody.TryRead(entry, out AnswerBody answer))
            {
                Desk.TakeAnswer(answer, seq, Now);
            }
            else
            {
                Assert.True(ConfirmBody.TryRead(entry, out ConfirmBody confirm));
                Desk.TakeConfirm(confirm, seq, Now);
            }
        }

        public void Dispose()
        {
            Desk.Dispose();
            Identity.Dispose();
        }
    }
}
