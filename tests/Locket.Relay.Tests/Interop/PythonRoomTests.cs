using System.Buffers.Text;
using System.Text.Json.Nodes;
using Locket.Relay.Tests.TestSupport;
using Xunit;

namespace Locket.Relay.Tests.Interop;

/// <summary>Members that know docs/protocol.md alone talk through this relay.</summary>
public class PythonRoomTests
{
    private const string Password = "hello";

    [Theory]
    [InlineData("")]
    [InlineData("&suite=128")]
    public async Task Room_ThreePythonMembers_TalkAndLeave(string suite)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        string invitation = InvitationTo(relay, Convert.FromHexString(relay.Host.Fingerprint)) + suite;
        await using PythonMember anna = await PythonMember.StartAsync(invitation, Password, "Anna");
        await anna.WaitForAsync("caught-up");
        await using PythonMember bela = await PythonMember.StartAsync(invitation, Password, "Bela");
        await bela.WaitForAsync("named");
        await anna.WaitForAsync("named");

        await anna.SayAsync("grüße");
        Assert.Equal("Anna: grüße", await NextTextAsync(bela));
        await bela.SayAsync("hi");
        await bela.SayAsync("hi");
        Assert.Equal("Bela: hi", await NextTextAsync(anna));
        Assert.Equal("Bela: hi", await NextTextAsync(anna));

        await using PythonMember cecil = await PythonMember.StartAsync(invitation, Password, "Cecil");
        await cecil.WaitForAsync("named");
        await cecil.WaitForAsync("named");
        await cecil.SayAsync("to both");
        Assert.Equal("Cecil: to both", await NextTextAsync(anna));
        Assert.Equal("Cecil: to both", await NextTextAsync(bela));
        await cecil.WaitForAsync("delivered");
        await cecil.WaitForAsync("delivered");

        await cecil.LeaveAsync();
        Assert.Equal("Cecil", (string?)(await anna.WaitForAsync("left"))["name"]);
        Assert.Equal("Cecil", (string?)(await bela.WaitForAsync("left"))["name"]);
        await anna.LeaveAsync();
        Assert.Equal("Anna", (string?)(await bela.WaitForAsync("left"))["name"]);
        await bela.LeaveAsync();
        Assert.DoesNotContain(relay.Events, happened => happened.IsSecurityEvent);
    }

    [Fact]
    public async Task Room_WrongPassword_IsSeenOnBothSides()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        string invitation = InvitationTo(relay, Convert.FromHexString(relay.Host.Fingerprint));
        await using PythonMember anna = await PythonMember.StartAsync(invitation, Password, "Anna");
        await anna.WaitForAsync("caught-up");
        await using PythonMember guesser = await PythonMember.StartAsync(invitation, "hallo", "Bela");
        await guesser.WaitForAsync("refused");
        Assert.Equal(1, (int?)(await anna.WaitForAsync("attempt"))["count"]);
    }

    [Fact]
    public async Task Room_AnotherCertificate_IsRefused()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using PythonMember anna = await PythonMember.StartAsync(InvitationTo(relay, new byte[32]), Password, "Anna");
        Assert.Contains("certificate", (string?)(await anna.WaitForAsync("not-connected"))["problem"], StringComparison.Ordinal);
    }

    private static string InvitationTo(RunningRelay relay, byte[] pin)
        => $"locket://{relay.Host.EndPoint}/k7qx-29mf-c3pd#pin={Base64Url.EncodeToString(pin)}";

    private static async Task<string> NextTextAsync(PythonMember member)
    {
        JsonNode message = await member.WaitForAsync("message");
        return $"{message["from"]}: {message["text"]}";
    }
}
