using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Locket.Classic.Tests.Sockets;

/// <summary>The other end of a connection, which may do anything.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;

    private RawPeer(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
    }

    public static async Task<RawPeer> ConnectAsync(IPEndPoint endPoint, IPAddress? from = null)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        return new RawPeer(socket);
    }

    /// <summary>A peer and a stream that are connected with each other.</summary>
    public static async Task<(RawPeer Peer, Stream Other)> PairAsync()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<Socket> accepted = listener.AcceptSocketAsync();
        RawPeer peer = await ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        return (peer, new NetworkStream(await accepted, ownsSocket: true));
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A message, made by other means than the library's.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext)
    {
        using Aes aes = Aes.Create();
        aes.Key = key.ToArray();
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        return [.. iv, .. aes.EncryptCbc(plaintext, iv)];
    }

    public static byte[] SealBase64(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext)
        => Utf8(Convert.ToBase64String(Seal(key, plaintext)));

    public static byte[] ChatKey(string password)
        => Rfc2898DeriveBytes.Pbkdf2(Utf8(password), "salt"u8, 100_000, HashAlgorithmName.SHA256, 32)[..16];

    public static string Open(byte[] key, byte[] message)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        return Encoding.UTF8.GetString(aes.DecryptCbc(message.AsSpan(16), message.AsSpan(0, 16)));
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
        => Assert.Equal(bytes.Length, await _socket.SendAsync(bytes, TestContext.Current.CancellationToken));

    /// <summary>One receive, as the programs do it; empty at the end, also at a hard one.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        byte[] buffer = new byte[4096];
        using CancellationTokenSource limit = new(RunningServer.Patience);
        try
        {
            int read = await _socket.ReceiveAsync(buffer, limit.Token);
            return buffer[..read];
        }
        catch (SocketException)
        {
            return [];
        }
    }

    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection: the other side gets a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
