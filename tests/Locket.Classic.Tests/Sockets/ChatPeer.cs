using Xunit;

namespace Locket.Classic.Tests.Sockets;

/// <summary>What a client of the running chat server says.</summary>
internal static class ChatPeer
{
    public static readonly byte[] Key = RawPeer.ChatKey(RunningServer.Password);
    public static readonly byte[] PasswordBytes = RawPeer.Utf8(RunningServer.Password);
    public static readonly byte[] Exit = RawPeer.Utf8("EXIT!");

    public static async Task<RawPeer> EnterAsync(RunningServer server)
    {
        RawPeer peer = await server.ConnectAsync();
        Assert.NotEmpty(await peer.ReceiveAsync());
        await peer.SendAsync(PasswordBytes);
        await server.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        return peer;
    }

    public static async Task<string> SayAsync(RawPeer peer, string text, RunningServer? afterPassword = null)
    {
        if (afterPassword is not null)
        {
            await afterPassword.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        }

        await peer.SendAsync(RawPeer.Seal(Key, RawPeer.Utf8(text)));
        return RawPeer.Open(Key, await peer.ReceiveAsync());
    }
}
