using Locket.Classic.Sockets;

namespace Locket.Classic;

/// <summary>The client of <c>socket-cbc</c>: sends one encrypted message and hears the encrypted reply, if there is one.</summary>
/// <remarks>See <see cref="SocketCbcServer"/> for the bytes on the wire and for what the protocol does not protect.</remarks>
public static class SocketCbcClient
{
    /// <summary>Connects, sends a message, and waits for the reply or the end of the connection.</summary>
    /// <param name="host">A name or address.</param>
    /// <param name="port">1 to 65535; the program's is <see cref="SocketCbcServer.DefaultPort"/>.</param>
    /// <param name="key">A raw key of 16 bytes.</param>
    /// <param name="message">At most <see cref="SocketCbcServer.MaxTextLengthInBytes"/> bytes of UTF-8; may be empty.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="time">Measures the limits; the system's clock by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The reply; null where the server closed without one, as the published program does.</returns>
    /// <exception cref="ArgumentException">The key, message, host, port or a limit is out of range.</exception>
    /// <exception cref="ClassicConnectionException">The connection could not be made, broke, or nothing came in time.</exception>
    /// <exception cref="ClassicException">The reply is none, or does not decrypt with this key.</exception>
    public static async Task<string?> SendAsync(
        string host,
        int port,
        ClassicSecret key,
        string message,
        ClassicSocketLimits? limits = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        limits ??= new ClassicSocketLimits();
        limits.Validate(nameof(limits));
        byte[] text = Prepare(key, message);
        time ??= TimeProvider.System;
        using Stream stream = await PeerConnection.OpenAsync(host, port, limits, time, cancellationToken).ConfigureAwait(false);
        return await ExchangeCoreAsync(stream, key, text, limits, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same over a connection that the caller made and closes.</summary>
    /// <param name="stream">Reads and writes.</param>
    /// <param name="key">A raw key of 16 bytes.</param>
    /// <param name="message">At most <see cref="SocketCbcServer.MaxTextLengthInBytes"/> bytes of UTF-8; may be empty.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="time">Measures the limits; the system's clock by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The reply; null where the server closed without one.</returns>
    /// <exception cref="ArgumentException">The key, message or a limit is out of range.</exception>
    /// <exception cref="ClassicConnectionException">The connection broke, or nothing came in time.</exception>
    /// <exception cref="ClassicException">The reply is none, or does not decrypt with this key.</exception>
    public static Task<string?> ExchangeAsync(
        Stream stream,
        ClassicSecret key,
        string message,
        ClassicSocketLimits? limits = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= new ClassicSocketLimits();
        limits.Validate(nameof(limits));
        byte[] text = Prepare(key, message);
        return ExchangeCoreAsync(stream, key, text, limits, time ?? TimeProvider.System, cancellationToken);
    }

    private static byte[] Prepare(ClassicSecret key, string message)
    {
        SocketForm.RequireKey(key, nameof(key));
        ArgumentNullException.ThrowIfNull(message);
        return MessageText.GetBytes(message, SocketForm.MaxTextLengthInBytes, nameof(message));
    }

    private static async Task<string?> ExchangeCoreAsync(
        Stream stream, ClassicSecret key, byte[] text, ClassicSocketLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        using UnframedReader reader = new(stream, SocketForm.MaxMessageLengthInBytes, limits, time);
        try
        {
            await PeerStream.SendAsync(stream, SocketForm.Seal(key, text), limits, time, cancellationToken).ConfigureAwait(false);
            Collected collected = await reader
                .CollectAsync(limits.FirstByteLimit, SocketForm.Judge, cancellationToken).ConfigureAwait(false);
            return collected == Collected.Closed ? null : SocketForm.ReadText(key, collected, reader.Received);
        }
        catch (RefusedException refused)
        {
            throw Refusals.ForClient(refused);
        }
        catch (IOException failure) when (failure is not ClassicConnectionException)
        {
            throw PeerStream.Lost(failure);
        }
    }
}
