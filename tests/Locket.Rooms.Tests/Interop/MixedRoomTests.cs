using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Interop;

/// <summary>Members of this implementation and of the one in Python meet in one room.</summary>
public class MixedRoomTests
{
    private const string Packages = "cryptography, argon2";

    [Theory]
    [InlineData(CipherSuite.Aes256, true)]
    [InlineData(CipherSuite.Aes256, false)]
    [InlineData(CipherSuite.Aes128, true)]
    [InlineData(CipherSuite.Aes128, false)]
    public async Task Texts_EitherOneFirst_GoBothWays(CipherSuite suite, bool isPythonFirst)
    {
        await Python.RequireAsync(Packages);
        using MixedRoom mixed = new(suite);
        PythonMember? python = isPythonFirst ? await mixed.JoinPythonAsync("Anna") : null;
        Room room = await mixed.JoinAsync("Bela");
        python ??= await mixed.JoinPythonAsync("Anna");
        Assert.Equal("Anna", Assert.Single(room.Members).Name);
        Assert.Equal("Bela", (string?)Assert.Single(python.Of("named"))["name"]);
        await python.DoAsync("phrase", mixed.Now, new JsonObject { ["member"] = room.Id.ToHex() });
        Assert.Equal(room.ComparisonPhrase(python.Id), (string?)python.Of("phrase").Single()["phrase"]);

        string[] texts = ["hi", "hi", "grüße\n\tund mehr", new string('x', 70_000)];
        foreach (string text in texts)
        {
            room.SendText(text, mixed.Now);
            await mixed.SettleAsync();
            await python.DoAsync("text", mixed.Now, new JsonObject { ["text"] = text });
            await mixed.SettleAsync();
        }

        Assert.Equal(texts, python.Texts, StringComparer.Ordinal);
        Assert.Equal(texts, Received(mixed, room), StringComparer.Ordinal);
        Assert.Equal(texts.Length, mixed.Events[room].OfType<Delivered>().Count());
        Assert.Equal(texts.Length, python.Of("delivered").Count());
        Assert.True(mixed.Events[room].OfType<KeysRenewed>().Count() >= texts.Length);
        AssertQuiet(mixed, room, python);
    }

    [Fact]
    public async Task FourMembers_TwoOfEach_HearEachOtherAndLeave()
    {
        await Python.RequireAsync(Packages);
        using MixedRoom mixed = new(CipherSuite.Aes256);
        Room anna = await mixed.JoinAsync("Anna");
        PythonMember bela = await mixed.JoinPythonAsync("Bela");
        PythonMember cecil = await mixed.JoinPythonAsync("Cecil");
        Room dora = await mixed.JoinAsync("Dora");
        anna.SendText("from Anna", mixed.Now);
        await cecil.DoAsync("text", mixed.Now, new JsonObject { ["text"] = "from Cecil" });
        await mixed.SettleAsync();
        string[] texts = ["from Anna", "from Cecil"];
        Assert.Equal(texts, bela.Texts.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(texts, Received(mixed, dora).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        AssertQuiet(mixed, anna, bela);
        AssertQuiet(mixed, dora, cecil);

        await bela.DoAsync("leave", mixed.Now);
        await mixed.SettleAsync();
        Assert.Equal(bela.Id, Assert.Single(mixed.Events[anna].OfType<Left>()).Member);
        dora.Leave(mixed.Now);
        await mixed.SettleAsync();
        Assert.Equal(dora.Id.ToHex(), (string?)cecil.Of("left").Last()["member"]);
    }

    [Fact]
    public async Task Files_OfSeveralPieces_GoBothWays()
    {
        await Python.RequireAsync(Packages);
        using MixedRoom mixed = new(CipherSuite.Aes256);
        Room room = await mixed.JoinAsync("Anna");
        PythonMember python = await mixed.JoinPythonAsync("Bela");
        byte[] data = new byte[500_000];
        new Random(1).NextBytes(data);

        await python.DoAsync("file", mixed.Now, new JsonObject { ["name"] = "picture.png", ["data"] = Convert.ToHexString(data) });
        await mixed.SettleAsync();
        FileOffered offered = Assert.Single(mixed.Events[room].OfType<FileOffered>());
        Assert.Equal(("picture.png", data.Length), (offered.Name, offered.LengthInBytes));
        Assert.Equal(data, mixed.Events[room].OfType<FilePiece>().SelectMany(piece => piece.Bytes.ToArray()));
        Assert.Single(mixed.Events[room].OfType<FileEnded>());

        long file = room.SendFile("back.png", data.Length, mixed.Now);
        foreach (byte[] piece in data.Chunk(229_376))
        {
            Assert.True(room.WantsPieces(file));
            room.SendPiece(file, piece, mixed.Now);
        }

        room.FinishFile(file, mixed.Now);
        await mixed.SettleAsync();
        JsonNode got = Assert.Single(python.Of("file"));
        Assert.Equal(("back.png", Convert.ToHexStringLower(SHA256.HashData(data))), ((string?)got["name"], (string?)got["hash"]));
        AssertQuiet(mixed, room, python);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WrongPassword_OfEither_IsCountedAndShown(bool isPythonFirst)
    {
        await Python.RequireAsync(Packages);
        using MixedRoom mixed = new(CipherSuite.Aes256);
        PythonMember? python = isPythonFirst ? await mixed.JoinPythonAsync("Anna") : null;
        Room room = await mixed.JoinAsync("Bela", password: 2);
        python ??= await mixed.JoinPythonAsync("Anna");
        Assert.DoesNotContain(room.Members, member => member.IsPaired);
        Assert.Empty(python.Of("joined"));
        if (isPythonFirst)
        {
            Assert.Single(python.Of("attempt"));
            Assert.Single(mixed.Events[room].OfType<RefusedByPeer>());
        }
        else
        {
            Assert.Single(mixed.Events[room].OfType<AttemptCounted>());
            Assert.Single(python.Of("refused"));
        }
    }

    private static IEnumerable<string> Received(MixedRoom mixed, Room room)
        => mixed.Events[room].OfType<TextReceived>().Select(received => received.Text);

    /// <summary>Nothing was dropped, missing or odd at either.</summary>
    private static void AssertQuiet(MixedRoom mixed, Room room, PythonMember python)
    {
        Assert.Empty(mixed.Events[room].OfType<SecurityEvent>());
        string[] expected = ["joined", "named", "message", "stored", "delivered", "caught-up", "phrase", "file", "file-offered"];
        Assert.Empty(python.Events.Select(happened => (string?)happened["event"]).Except(expected, StringComparer.Ordinal));
    }
}
