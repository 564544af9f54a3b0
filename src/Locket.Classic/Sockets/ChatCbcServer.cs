using System.Net;
using System.Security.Cryptography;
using Locket.Classic.Sockets;

namespace Locket.Classic;

/// <summary>The server of <c>chat-cbc</c>: each client has a conversation of its own, all under one password.</summary>
/// <remarks>
/// <code>
/// server -> client   IV (16) ‖ AES-128-CBC(PKCS#7(password))     under the password's own key
/// client -> server   the password, in clear                      up to three, each answered by silence
/// client -> server   IV (16) ‖ AES-128-CBC(PKCS#7(UTF-8 text))   then in turns, at most 1024 bytes each
/// server -> client   IV (16) ‖ AES-128-CBC(PKCS#7(UTF-8 text))
/// either             EXIT!                                       in clear; ends it
/// </code>
/// <para>The server says nothing of a wrong password: the client knows from the greeting whether its own fits. What arrives up to a pause
/// (<see cref="ClassicSocketLimits.QuietPause"/>) is one attempt; after the third wrong one the connection is closed. A password and the
/// first message that arrive together are told apart. Who writes out of turn is refused, since two messages in a row would run
/// together.</para>
/// <para>Whoever listens gets the password and with it everything; whoever connects gets the greeting and can try passwords on it at
/// leisure. Messages can be altered, repeated and swapped unnoticed.</para>
/// </remarks>
public sealed class ChatCbcServer : IDisposable
{
    /// <summary>The program's port.</summary>
    public const int DefaultPort = 8000;

    private readonly ClientListener _listener;
    private readonly ClassicSecret _password;
    private readonly ChatForm _form;
    private readonly ClassicSocketLimits _limits;
    private readonly TimeProvider _time;

    private ChatCbcServer(ClientListener listener, ClassicSecret password, ClassicSocketLimits limits, TimeProvider time)
    {
        _listener = listener;
        _password = password;
        _form = ChatForm.Derive(password);
        _limits = limits;
        _time = time;
    }

    /// <summary>The longest message, and the longest password: 1007 bytes of UTF-8.</summary>
    public static int MaxTextLengthInBytes => ChatForm.MaxTextLengthInBytes;

    /// <summary>Where it listens; with the real port where 0 was asked for.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Begins to listen and derives the key; clients are served once <see cref="RunAsync"/> runs.</summary>
    /// <param name="endPoint">The address and port; port 0 lets the system choose.</param>
    /// <param name="password">1 to <see cref="MaxTextLengthInBytes"/> bytes; stays the caller's, who disposes it after the server.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="time">Measures the limits; the system's clock by default.</param>
    /// <returns>The server.</returns>
    /// <exception cref="ArgumentException">The secret is no password, is empty or too long, or a limit is out of range.</exception>
    /// <exception cref="ClassicConnectionException">The address or port cannot be listened on.</exception>
    public static ChatCbcServer Listen(
        IPEndPoint endPoint, ClassicSecret password, ClassicSocketLimits? limits = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ChatForm.RequirePassword(password, nameof(password));
        limits ??= new ClassicSocketLimits();
        limits.Validate(nameof(limits));
        time ??= TimeProvider.System;
        return new ChatCbcServer(new ClientListener(endPoint, limits, time), password, limits, time);
    }

    /// <summary>
    /// Serves clients, many at once, until it is cancelled; then says <c>EXIT!</c> to them all, closes them and returns. To be called once.
    /// </summary>
    /// <param name="answer">
    /// Answers a client's message, at most <see cref="MaxTextLengthInBytes"/> bytes of UTF-8; null or <c>EXIT!</c> ends that chat. Called
    /// for
    /// several clients at once. Its token is cancelled when the client leaves meanwhile or the server stops; it then has to end soon. An
    /// answer that does not fit, or an exception, ends that client's chat as <see cref="ClassicSocketRefusal.InternalFault"/>.
    /// </param>
    /// <param name="events">Told of everything, one call at a time; what it throws stops the server and is thrown here.</param>
    /// <param name="cancellationToken">Stops the server, which is no failure.</param>
    /// <returns>A task that ends when no client is left.</returns>
    public Task RunAsync(
        Func<ChatCbcTurn, CancellationToken, Task<string?>> answer,
        Action<ClassicSocketEvent> events,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(events);
        return _listener.RunAsync(client => ServeAsync(client, answer), events, cancellationToken);
    }

    /// <summary>Stops listening and zeroes the key.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        _form.Dispose();
    }

    private async Task ServeAsync(ServedClient client, Func<ChatCbcTurn, CancellationToken, Task<string?>> answer)
    {
        // A password and a first message may come together.
        using UnframedReader reader = new(
            client.Stream, ChatForm.MaxMessageLengthInBytes + _password.LengthInBytes, _limits, _time);
        await PeerStream.SendAsync(client.Stream, _form.Seal(_password.Bytes), _limits, _time, client.Leaving).ConfigureAwait(false);
        if (!await HearPasswordAsync(client, reader).ConfigureAwait(false))
        {
            client.Tell(ClassicSocketEventKind.Ended, detail: "it said EXIT! instead of the password");
            return;
        }

        ChatConversation chat = new(client.Stream, reader, _form, _limits, _time);
        try
        {
            client.Tell(ClassicSocketEventKind.Ended, detail: await TalkAsync(client, chat, answer).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (client.Leaving.IsCancellationRequested)
        {
            // The published client understands it in any turn.
            await chat.SayExitAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<string> TalkAsync(
        ServedClient client, ChatConversation chat, Func<ChatCbcTurn, CancellationToken, Task<string?>> answer)
    {
        while (true)
        {
            ChatInput input = await chat.ReceiveAsync(client.Leaving).ConfigureAwait(false);
            if (input.End is { } end)
            {
                return Said(end);
            }

            client.Tell(ClassicSocketEventKind.Received, input.Text);
            ChatCbcTurn turn = new(client.Number, client.EndPoint, input.Text);
            (ChatCbcEnd? left, string? text) = await chat.ThinkAsync(token => answer(turn, token), client.Leaving).ConfigureAwait(false);
            if (left is not null)
            {
                return Said(left.Value);
            }

            if (!await chat.SendAsync(text, client.Leaving).ConfigureAwait(false))
            {
                return "the server said EXIT!";
            }

            client.Tell(ClassicSocketEventKind.Sent, text);
        }
    }

    private static string Said(ChatCbcEnd end) => end == ChatCbcEnd.Closed ? "it closed without EXIT!" : "it said EXIT!";

    /// <summary>False where the client left politely.</summary>
    private async Task<bool> HearPasswordAsync(ServedClient client, UnframedReader reader)
    {
        long begin = _time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan rest = _limits.HandshakeLimit - _time.GetElapsedTime(begin);
            Collected collected = rest <= TimeSpan.Zero
                ? Collected.Silent
                : await reader.CollectAsync(rest, _ => Arrival.Whole, client.Leaving).ConfigureAwait(false);
            if (collected != Collected.Message)
            {
                throw Refusals.Of(collected, ChatForm.MaxMessageLengthInBytes, "no password");
            }

            if (Matches(reader.Received))
            {
                reader.Drop(_password.LengthInBytes);
                client.Settle();
                client.Tell(ClassicSocketEventKind.PasswordAccepted);
                return true;
            }

            bool isExit = reader.Received.SequenceEqual(ChatForm.Exit);
            reader.Clear();
            if (isExit)
            {
                return false;
            }

            string count = $"wrong password {attempt} of {ClassicSocketLimits.MaxPasswordAttempts}";
            if (attempt == ClassicSocketLimits.MaxPasswordAttempts)
            {
                throw new RefusedException(ClassicSocketRefusal.WrongPassword, count);
            }

            client.Tell(ClassicSocketEventKind.PasswordRejected, detail: count);
            if (client.NoteRefusal())
            {
                throw new RefusedException(ClassicSocketRefusal.AddressBlocked, Refusals.AddressBlocked);
            }
        }
    }

    /// <summary>The password alone, or with a first message or the end behind it.</summary>
    private bool Matches(ReadOnlySpan<byte> received)
    {
        int length = _password.LengthInBytes;
        bool isPassword = received.Length >= length && CryptographicOperations.FixedTimeEquals(received[..length], _password.Bytes);
        return isPassword && (received.Length == length || ChatForm.Judge(received[length..]) is Arrival.Whole or Arrival.Final);
    }
}
