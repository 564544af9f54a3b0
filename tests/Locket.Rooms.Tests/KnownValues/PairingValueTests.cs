using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.KnownValues;

/// <summary>Repeats the published values of a room, of its entries and of one pairing.</summary>
public class PairingValueTests
{
    private const string File = "pairing.txt";

    public static TheoryData<string> Suites => ["256", "128"];

    [Fact]
    public void Derive_PublishedCodeAndPassword_GivesAddressAndSecret()
    {
        ValueList room = DeskOfRun.Room;
        Assert.True(RoomCode.TryParse(room.Text("code"), out RoomCode? code));
        using Password password = Password.FromBytes(room.Bytes("password"));
        using RoomKeys keys = RoomKeys.Derive(code, password, CipherSuite.Aes256, TestContext.Current.CancellationToken);
        Assert.Equal(room.Bytes("address"), keys.Address.ToArray());
        Assert.Equal(room.Bytes("prs"), keys.PasswordSecret.ToArray());

        using RoomAddressKeys classic = RoomAddressKeys.Derive(RoomCode.Classic, TestContext.Current.CancellationToken);
        Assert.Equal(room.Bytes("classic-address"), classic.Address.ToArray());
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Invitation_Published_IsReadAndWritten(string suite)
    {
        string text = Values(suite).Text("invitation");
        Assert.True(Invitation.TryParse(text, out Invitation? invitation, out _));
        Assert.Equal(text, invitation.ToText());
        Assert.Equal(SuiteOf(suite), invitation.Suite);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Identity_PublishedKeys_GiveIdsAndAgree(string suite)
    {
        ValueList values = Values(suite);
        Assert.True(Identity.TryRestore(values.Bytes("identity-of-a"), out Identity? a));
        Assert.True(Identity.TryRestore(values.Bytes("identity-of-b"), out Identity? b));
        Assert.Equal(values.Text("id-of-a"), a.Id.ToHex());
        Assert.Equal(values.Text("id-of-b"), b.Id.ToHex());
        Assert.True(P256Point.TryDecode(b.PublicKey, out P256Point? point));
        using SecretBytes agreed = a.Agree(point);
        Assert.Equal(values.Bytes("static"), agreed.Span.ToArray());
        point.Dispose();
        a.Dispose();
        b.Dispose();
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Bodies_Published_AreReadAndWritten(string suite)
    {
        ValueList values = Values(suite);
        foreach (string name in (string[])["hello-a", "hello-b", "start", "answer", "confirm", "refuse"])
        {
            byte[] body = values.Bytes(name);
            Assert.Equal(body, Rewrite(body));
            ReadOnlySpan<byte> address = DeskOfRun.Room.Bytes("address");
            Assert.Equal(values.Bytes($"{name}-entry-id"), EntryHash.Compute(address, body).ToBytes());
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Bodies_Published_HoldThePublishedFields(string suite)
    {
        ValueList values = Values(suite);
        byte[] session = [.. values.Bytes("nonce-b"), .. values.Bytes("nonce-a")];

        Assert.True(EntryBody.TryRead(values.Bytes("start"), out EntryBody entry));
        Assert.True(StartBody.TryRead(entry, out StartBody start));
        Assert.Equal(values.Text("id-of-a"), start.From.ToHex());
        Assert.Equal(values.Text("id-of-b"), start.To.ToHex());
        Assert.Equal(session, start.Session.ToArray());
        Assert.Equal(values.Bytes("ya"), start.Share.ToArray());

        Assert.True(EntryBody.TryRead(values.Bytes("answer"), out entry));
        Assert.True(AnswerBody.TryRead(entry, out AnswerBody answer));
        Assert.Equal(values.Bytes("yb"), answer.Share.ToArray());
        Assert.Equal(values.Bytes("tb"), answer.Tag.ToArray());

        Assert.True(EntryBody.TryRead(values.Bytes("confirm"), out entry));
        Assert.True(ConfirmBody.TryRead(entry, out ConfirmBody confirm));
        Assert.Equal(values.Bytes("ta"), confirm.Tag.ToArray());
        Assert.Equal(values.Bytes("ratchet-message"), confirm.Message.ToArray());
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Desks_PublishedRandomBytes_SayThePublishedBodiesAndPair(string suite)
    {
        ValueList values = Values(suite);
        string[] confirm = ["confirm-key", "confirm-header-salt", "confirm-salt"];
        using DeskOfRun a = new(values, SuiteOf(suite), "a", ["hello-nonce-a", "nonce-a", "scalar-a", .. confirm]);
        using DeskOfRun b = new(values, SuiteOf(suite), "b", "nonce-b", "ratchet-of-b", "scalar-b", "turn-of-b");
        a.Says("hello-a");
        b.Says("hello-b");
        foreach (string name in (string[])["hello-a", "hello-b", "start", "answer", "confirm"])
        {
            a.Take(values.Bytes(name));
            b.Take(values.Bytes(name));
            switch (name)
            {
                case "hello-b":
                    a.Says("start");
                    break;
                case "start":
                    b.Says("answer");
                    break;
                case "answer":
                    a.Says("confirm");
                    break;
            }
        }

        using RoomKeys keys = new(DeskOfRun.Room.Bytes("address"), new SecretBytes(RoomKeys.PasswordSecretInBytes), SuiteOf(suite));
        Assert.Equal(values.Bytes("ci"), PairingKeys.Channel(keys, a.Id, b.Id));
        AttemptId attempt = AttemptId.Of(a.Id, b.Id, [.. values.Bytes("nonce-b"), .. values.Bytes("nonce-a")]);
        Assert.Equal(values.Text("attempt"), attempt.ToString());
        using PairedSession ofA = a.Session();
        using PairedSession ofB = b.Session();
        Assert.Equal((values.Text("id-of-b"), values.Text("id-of-a")), (ofA.Member.ToHex(), ofB.Member.ToHex()));
        Assert.Equal(values.Bytes("phrase-key"), ofA.PhraseKey.Span.ToArray());
        Assert.Equal(values.Bytes("phrase-key"), ofB.PhraseKey.Span.ToArray());
        Assert.Equal(values.Text("phrase"), ComparisonPhrase.Compute(ofA.PhraseKey, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void DeskOfA_TagOfTheGuesser_RefusesAsPublished(string suite)
    {
        ValueList values = Values(suite);
        using DeskOfRun a = new(values, SuiteOf(suite), "a", "hello-nonce-a", "nonce-a", "scalar-a");
        a.Says("hello-a");
        a.Take(values.Bytes("hello-a"));
        a.Take(values.Bytes("hello-b"));
        a.Says("start");

        using DeskOfRun guesser = new(
            values, SuiteOf(suite), "b", values.Bytes("guesser-prs"), "nonce-b", "ratchet-of-b", "scalar-b");
        guesser.Says("hello-b");
        guesser.Take(values.Bytes("start"));
        Assert.True(guesser.Desk.TryTakeBody(out byte[]? guess));
        Assert.True(EntryBody.TryRead(guess, out EntryBody entry));
        Assert.True(AnswerBody.TryRead(entry, out AnswerBody answer));
        Assert.Equal(values.Bytes("guesser-share"), answer.Share.ToArray());
        Assert.Equal(values.Bytes("guesser-tag"), answer.Tag.ToArray());

        a.Take(guess);
        a.Says("refuse");
        Assert.Equal(1, a.Desk.Attempts);
        Assert.True(a.Desk.TryTakeEvent(out PairingEvent? happened));
        PairingEvent.AttemptCounted counted = Assert.IsType<PairingEvent.AttemptCounted>(happened);
        Assert.Equal((values.Text("attempt"), guesser.Id), (counted.Id.ToString(), counted.Member!.Value));
    }

    private static ValueList Values(string suite) => ValueList.Read(File, $"suite {suite}");

    private static CipherSuite SuiteOf(string suite) => suite is "256" ? CipherSuite.Aes256 : CipherSuite.Aes128;

    private static byte[] Rewrite(byte[] body)
    {
        Assert.True(EntryBody.TryRead(body, out EntryBody entry));
        return entry.Type switch
        {
            EntryType.Hello => HelloBody.TryRead(entry, out HelloBody hello) ? hello.Write() : [],
            EntryType.Start => StartBody.TryRead(entry, out StartBody start) ? start.Write() : [],
            EntryType.Answer => AnswerBody.TryRead(entry, out AnswerBody answer) ? answer.Write() : [],
            EntryType.Confirm => ConfirmBody.TryRead(entry, out ConfirmBody confirm) ? confirm.Write() : [],
            EntryType.Refuse => RefuseBody.TryRead(entry, out RefuseBody refuse) ? refuse.Write() : [],
            _ => [],
        };
    }
}
