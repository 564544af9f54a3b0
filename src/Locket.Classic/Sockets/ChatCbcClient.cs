using Locket.Classic.Sockets;

namespace Locket.Classic;

/// <summary>The client of <c>chat-cbc</c>.</summary>
/// <remarks>
/// <para>See <see cref="ChatCbcServer"/> for the bytes on the wire and for what the protocol gives away. The client decrypts the server's
/// greeting and compares it with its own password before it sends that in clear; it has three attempts to find the one that fits. A
/// server that passes this has not proved that it knows the password: it may repeat a greeting that it recorded elsewhere.</para>
/// <para>Its first message follows the password after a pause, since the published server would take both for the password if they came
/// together.</para>
/// </remarks>
public static class ChatCbcClient
{
    /// <summary>How many quiet pauses lie between the password and the first message.</summary>
    private const int PausesAfterPassword = 3;

    /// <summary>Connects and talks until either side ends it.</summary>
    /// <param name="host">A name or address.</param>
    /// <param name="port">1 to 65535; the program's is <see cref="ChatCbcServer.DefaultPort"/>.</param>
    /// <param name="options">Password, messages, consent and limits.</param>
    /// <param name="time">Measures the limits; the system's clock by default.</param>
    /// <param name="cancellationToken">Gives up, with <c>EXIT!</c> where there is a chat already.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="InvalidOperationException">There is no consent to send the password in clear.</exception>
    /// <exception cref="ArgumentException">A password, message, host, port or limit is out of range.</exception>
    /// <exception cref="ClassicConnectionException">The connection could not be made, broke, or nothing came in time.</exception>
    /// <exception cref="ClassicException">No password fits the greeting (nothing was sent), or the server sent no message.</exception>
    public static async Task<ChatCbcEnd> TalkAsync(
        string host, int port, ChatCbcClientOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        Check(options);
        time ??= TimeProvider.System;
        using Stream stream = await PeerConnection.OpenAsync(host, port, options.Limits, time, cancellationToken).ConfigureAwait(false);
        return await TalkCoreAsync(stream, options, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same over a connection that the caller made and closes.</summary>
    /// <param name="stream">Reads and writes.</param>
    /// <param name="options">Password, messages, consent and limits.</param>
    /// <param name="time">Measures the limits; the system's clock by default.</param>
    /// <param name="cancellationToken">Gives up, with <c>EXIT!</c> where there is a chat already.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="InvalidOperationException">There is no consent to send the password in clear.</exception>
    /// <exception cref="ArgumentException">A password, message or limit is out of range.</exception>
    /// <exception cref="ClassicConnectionException">The connection broke, or nothing came in time.</exception>
    /// <exception cref="ClassicException">No password fits the greeting (nothing was sent), or the server sent no message.</exception>
    public static Task<ChatCbcEnd> TalkAsync(
        Stream stream, ChatCbcClientOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(options);
        return TalkCoreAsync(stream, options, time ?? TimeProvider.System, cancellationToken);
    }

    private static void Check(ChatCbcClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Limits.Validate(nameof(options));
        if (!options.SendsPasswordInClear)
        {
            throw new InvalidOperationException(
                $"chat-cbc sends the password in clear; set {nameof(options.SendsPasswordInClear)} to consent to it");
        }
    }

    private static async Task<ChatCbcEnd> TalkCoreAsync(
        Stream stream, ChatCbcClientOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ClassicSocketLimits limits = options.Limits;
        using UnframedReader reader = new(stream, ChatForm.MaxMessageLengthInBytes, limits, time);
        void Tell(ClassicSocketEventKind kind, string? text = null)
            => options.Events?.Invoke(new ClassicSocketEvent { Kind = kind, Time = time.GetUtcNow(), Text = text });
        try
        {
            Tell(ClassicSocketEventKind.Connected);
            using ChatForm form = await GreetAsync(stream, reader, options, time, cancellationToken).ConfigureAwait(false);
            Tell(ClassicSocketEventKind.PasswordAccepted);
            ChatConversation chat = new(stream, reader, form, limits, time);
            try
            {
                return await ConverseAsync(chat, options, Tell, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await chat.SayExitAsync().ConfigureAwait(false);
                throw;
            }
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

    private static async Task<ChatCbcEnd> ConverseAsync(
        ChatConversation chat,
        ChatCbcClientOptions options,
        Action<ClassicSocketEventKind, string?> tell,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            (ChatCbcEnd? left, string? text) = await chat.ThinkAsync(options.Next, cancellationToken).ConfigureAwait(false);
            if (left is not null)
            {
                return left.Value;
            }

            if (!await chat.SendAsync(text, cancellationToken).ConfigureAwait(false))
            {
                return ChatCbcEnd.ByUs;
            }

            tell(ClassicSocketEventKind.Sent, text);
            ChatInput input = await chat.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (input.End is { } end)
            {
                return end;
            }

            tell(ClassicSocketEventKind.Received, input.Text);
        }
    }

    /// <summary>Hears the greeting, finds the password that fits it, and sends that.</summary>
    private static async Task<ChatForm> GreetAsync(
        Stream stream, UnframedReader reader, ChatCbcClientOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ClassicSocketLimits limits = options.Limits;
        Collected collected = await reader.CollectAsync(
            limits.FirstByteLimit,
            received => MessageLength.IsPossible(received.Length) ? Arrival.Whole : Arrival.Partial,
            cancellationToken).ConfigureAwait(false);
        if (collected != Collected.Message)
        {
            throw Refusals.Of(collected, ChatForm.MaxMessageLengthInBytes, "what it sent is no greeting of a chat-cbc server");
        }

        for (int attempt = 1; attempt <= ClassicSocketLimits.MaxPasswordAttempts; attempt++)
        {
            using ClassicSecret? password = await options.Password(attempt, cancellationToken).ConfigureAwait(false);
            if (password is null)
            {
                break;
            }

            ChatForm.RequirePassword(password, nameof(options));
            ChatForm form = ChatForm.Derive(password);
            if (!form.IsGreeting(reader.Received, password))
            {
                form.Dispose();
                continue;
            }

            reader.Clear();
            byte[] clear = GC.AllocateUninitializedArray<byte>(password.LengthInBytes, pinned: true);
            try
            {
                password.Bytes.CopyTo(clear);
                await PeerStream.SendAsync(stream, clear, limits, time, cancellationToken).ConfigureAwait(false);
                await Task.Delay(limits.QuietPause * PausesAfterPassword, time, cancellationToken).ConfigureAwait(false);
                return form;
            }
            catch
            {
                form.Dispose();
                throw;
            }
            finally
            {
                System.Security.Cryptography.CryptographicOperations.ZeroMemory(clear);
            }
        }

        throw new ClassicException(
            ClassicFailure.WrongKeyOrDamaged, "the password is not the server's; none was sent, and the connection was closed");
    }
}
