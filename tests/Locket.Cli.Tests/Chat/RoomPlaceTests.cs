using System.Net;
using System.Net.Sockets;
using Locket.Cli.Chat;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat;

/// <summary>What people give for a room and for a place to listen, as they copy and mistype it.</summary>
public sealed class RoomPlaceTests
{
    private static readonly Invitation Whole = new() { Host = "192.168.1.5", Code = RoomCode.Generate(), Pin = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray() };

    [Theory]
    [InlineData("\n      ")]
    [InlineData("\r\n")]
    [InlineData(" ")]
    public void ToJoin_InvitationCopiedOverALineBreak_IsTheSame(string lineBreak)
    {
        string text = Whole.ToText();
        for (int i = 0; i <= text.Length; i++)
        {
            Invitation joined = RoomPlace.ToJoin(Request(text.Insert(i, lineBreak)));
            Assert.Equal(text, joined.ToText());
        }
    }

    [Fact]
    public void ToJoin_EndOfTheInvitationLost_SaysThatItIsMissing()
    {
        string text = Whole.ToText();
        int hash = text.IndexOf('#', StringComparison.Ordinal);
        for (int length = hash + 1; length < text.Length; length++)
        {
            CommandException problem = Assert.Throws<CommandException>(() => RoomPlace.ToJoin(Request(text[..length])));
            Assert.Contains("its end is missing", problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://foo/k7qx-29mf-c3pd", "an invitation begins with locket://, not with https://")]
    [InlineData("k7qx-29mf-c3pd", "'k7qx-29mf-c3pd' is a room's code, without the host that has the room")]
    [InlineData("locket://host/k7qx-29mf-c3pd#other=1", "this is not an invitation: the invitation has a parameter that this version does not know; a newer one may")]
    public void ToJoin_SomethingElse_SaysWhatItIs(string text, string expected)
        => Assert.Equal(expected, Assert.Throws<CommandException>(() => RoomPlace.ToJoin(Request(text))).Message);

    [Theory]
    [InlineData("my-long-host", "my-long-host", 7443)]
    [InlineData("host:1234", "host", 1234)]
    [InlineData(" host ", "host", 7443)]
    public void ToJoin_Host_IsThePublishedRoomThere(string text, string host, int port)
    {
        Invitation joined = RoomPlace.ToJoin(Request(text));
        Assert.Equal((host, port), (joined.Host, joined.Port));
        Assert.Equal(RoomCode.Classic, joined.Code);
    }

    [Theory]
    [InlineData("localhost:7961", "127.0.0.1:7961")]
    [InlineData("LocalHost:0", "127.0.0.1:0")]
    [InlineData("[::1]:80", "[::1]:80")]
    public void Parse_ListenAddress_IsRead(string text, string expected) => Assert.Equal(IPEndPoint.Parse(expected), ListenAddress.Parse(text));

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:x")]
    [InlineData("here:80")]
    [InlineData("::1")]
    public void Parse_ListenAddressOfNoUse_ShowsHowToWriteIt(string text)
        => Assert.Contains("write it like", Assert.Throws<CommandException>(() => ListenAddress.Parse(text)).Hint, StringComparison.Ordinal);

    [Fact]
    public void Explain_AddressOfAnotherMachine_NamesTheOptionForIt()
    {
        CommandException problem = ListenAddress.Explain(
            IPEndPoint.Parse("9.9.9.9:7951"), new SocketException((int)SocketError.AddressNotAvailable), "hint");
        Assert.Equal((ExitCode.Usage, "9.9.9.9 is no address of this machine"), (problem.Code, problem.Message));
        Assert.Contains("--public", problem.Hint, StringComparison.Ordinal);
    }

    private static ChatRequest Request(string room) => new()
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Room = room,
        Password = new CredentialChoice(),
        Token = new CredentialChoice(),
        KeepPassword = new CredentialChoice(),
    };
}
