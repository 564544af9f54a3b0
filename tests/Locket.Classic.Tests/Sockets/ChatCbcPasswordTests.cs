using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Xunit;
using static Locket.Classic.Tests.Sockets.ChatPeer;

namespace Locket.Classic.Tests.Sockets;

public sealed class ChatCbcPasswordTests
{
    private static readonly ClassicSocketLimits Limits = new();

    [Fact]
    public async Task Serve_TwoWrongPasswords_LeaveAThird()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        await peer.ReceiveAsync();
        foreach (string wrong in (string[])["hunter", "hunter22"])
        {
            await peer.SendAsync(RawPeer.Utf8(wrong));
            await server.WaitForAsync(ClassicSocketEventKind.PasswordRejected);
        }

        await peer.SendAsync(PasswordBytes);
        Assert.Equal("THIRD TIME", await SayAsync(peer, "third time", server));
    }

    [Fact]
    public async Task Serve_ThreeWrongPasswords_CloseWithoutAWord()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        Assert.Equal(32, (await peer.ReceiveAsync()).Length);
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            await peer.SendAsync(RawPeer.Utf8("secret guess"));
            await server.WaitForAsync(attempt < 3 ? ClassicSocketEventKind.PasswordRejected : ClassicSocketEventKind.Refused);
        }

        Assert.Empty(await peer.ReceiveAsync());
        Assert.Equal(ClassicSocketRefusal.WrongPassword, server.Seen[^1].Refusal);
        Assert.Equal("wrong password 3 of 3", server.Seen[^1].Detail);
        Assert.All(server.Seen, happened => Assert.DoesNotContain("guess", happened.ToString(), StringComparison.Ordinal));
        Assert.All(server.Seen, happened => Assert.DoesNotContain(RunningServer.Password, happened.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_PasswordAndMessageTogether_AreToldApart()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        await peer.ReceiveAsync();
        await peer.SendAsync((byte[])[.. PasswordBytes, .. RawPeer.Seal(Key, "first"u8)]);
        Assert.Equal("FIRST", RawPeer.Open(Key, await peer.ReceiveAsync()));
    }

    [Fact]
    public async Task Serve_ExitAfterEachGuess_IsCountedAllTheSame()
    {
        IPAddress address = OwnAddress();
        ManualTime time = new();
        await using RunningServer server = RunningServer.Chat(
            limits: new() { MaxRefusalsPerAddressAndMinute = 2 }, time: time, address: address);
        for (int guess = 1; guess <= 2; guess++)
        {
            using RawPeer peer = await server.ConnectAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(RawPeer.Utf8("guess"));
            await time.PassAsync(Limits.QuietPause);
            await server.WaitForAsync(ClassicSocketEventKind.PasswordRejected);
            if (guess == 1)
            {
                await peer.SendAsync(Exit);
                await time.PassAsync(Limits.QuietPause);
                await server.WaitForAsync(ClassicSocketEventKind.Ended);
            }
            else
            {
                Assert.Equal(ClassicSocketRefusal.AddressBlocked, await server.RefusalAsync());
            }
        }

        // The block is told once, and counted.
        for (int i = 0; i < 5; i++)
        {
            using RawPeer peer = await server.ConnectAsync();
            Assert.Empty(await peer.ReceiveAsync());
        }

        Assert.Equal(ClassicSocketRefusal.AddressBlocked, await server.RefusalAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        using RawPeer later = await server.ConnectAsync();
        Assert.NotEmpty(await later.ReceiveAsync());
        ClassicSocketEvent unblocked = await server.WaitForAsync(ClassicSocketEventKind.Unblocked);
        Assert.Equal((address, "connections that were not heard: 5"), (unblocked.EndPoint!.Address, unblocked.Detail));
        Assert.Equal(2, server.Seen.Count(happened => happened.Refusal == ClassicSocketRefusal.AddressBlocked));
    }

    /// <summary>An address of this machine that is not a loopback one, which are never blocked.</summary>
    private static IPAddress OwnAddress()
    {
        IPAddress? own = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (own is null)
        {
            Assert.Skip("this machine has no network address but loopback");
        }

        return own;
    }
}
