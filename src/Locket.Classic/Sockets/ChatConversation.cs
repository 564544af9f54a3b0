using System.Security.Cryptography;

namespace Locket.Classic.Sockets;

/// <summary>The alternating messages of a chat, the same on both sides.</summary>
internal sealed class ChatConversation
{
    private readonly Stream _stream;
    private readonly UnframedReader _reader;
    private readonly ChatForm _form;
    private readonly ClassicSocketLimits _limits;
    private readonly TimeProvider _time;

    public ChatConversation(Stream stream, UnframedReader reader, ChatForm form, ClassicSocketLimits limits, TimeProvider time)
    {
        _stream = stream;
        _reader = reader;
        _form = form;
        _limits = limits;
        _time = time;
    }

    /// <summary>Waits for the other side's message.</summary>
    /// <exception cref="RefusedException">It sent something else, or nothing in time.</exception>
    public async Task<ChatInput> ReceiveAsync(CancellationToken cancellationToken)
    {
        Collected collected = await _reader.CollectAsync(_limits.TurnLimit, ChatForm.Judge, cancellationToken).ConfigureAwait(false);
        ChatInput input = Read(collected);
        _reader.Clear();
        return input;
    }

    /// <summary>Sends our message; <c>EXIT!</c> ends the chat.</summary>
    /// <returns>False where it was the end.</returns>
    /// <exception cref="ArgumentException">The text is too long.</exception>
    public async Task<bool> SendAsync(string? text, CancellationToken cancellationToken)
    {
        bool isEnd = text is null || string.Equals(text, ChatForm.ExitText, StringComparison.Ordinal);
        byte[] message = isEnd
            ? ChatForm.Exit.ToArray()
            : _form.Seal(MessageText.GetBytes(text!, ChatForm.MaxTextLengthInBytes, nameof(text)));
        await PeerStream.SendAsync(_stream, message, _limits, _time, cancellationToken).ConfigureAwait(false);
        return !isEnd;
    }

    /// <summary>Says <c>EXIT!</c> because we stop, to whoever still hears it: a stop stays one where nobody does.</summary>
    public async Task SayExitAsync()
    {
        try
        {
            await SendAsync(text: null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It left already, or does not read.
        }
    }

    /// <summary>Waits for what we want to say, and for the other side to leave meanwhile.</summary>
    /// <returns>Our text, which is null to end the chat; or how the other side ended it.</returns>
    /// <exception cref="RefusedException">It wrote out of turn, or we took too long.</exception>
    public async Task<(ChatCbcEnd? End, string? Text)> ThinkAsync(
        Func<CancellationToken, Task<string?>> think, CancellationToken cancellationToken)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Collected> watch = _reader.CollectAsync(_limits.TurnLimit, JudgeExit, done.Token);
        Task<string?> thought = think(done.Token);
        await Task.WhenAny(thought, watch).ConfigureAwait(false);
        bool isInterrupted = watch.IsCompleted;
        await done.CancelAsync().ConfigureAwait(false);
        await ((Task)thought).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((Task)watch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!isInterrupted)
        {
            return (null, await thought.ConfigureAwait(false));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await watch.ConfigureAwait(false) switch
        {
            Collected.Message => (ChatCbcEnd.ByPeer, null),
            Collected.Closed => (ChatCbcEnd.Closed, null),
            Collected.Silent => throw new RefusedException(ClassicSocketRefusal.TimedOut, "it got no answer in time"),
            _ => throw new RefusedException(ClassicSocketRefusal.OutOfTurn, "it wrote before it was answered"),
        };
    }

    private static Arrival JudgeExit(ReadOnlySpan<byte> received)
        => received.SequenceEqual(ChatForm.Exit) ? Arrival.Final
            : ChatForm.Exit.StartsWith(received) ? Arrival.Partial
            : Arrival.Broken;

    private ChatInput Read(Collected collected)
    {
        ReadOnlySpan<byte> received = _reader.Received;
        if (collected == Collected.Closed)
        {
            return new(ChatCbcEnd.Closed, string.Empty);
        }

        if (collected == Collected.Message && received.SequenceEqual(ChatForm.Exit))
        {
            return new(ChatCbcEnd.ByPeer, string.Empty);
        }

        if (received.Length > ChatForm.MaxMessageLengthInBytes)
        {
            collected = Collected.TooLarge;
        }

        byte[]? plaintext = _form.TryOpen(received);
        try
        {
            return (collected, plaintext) switch
            {
                (Collected.Message, not null) when MessageText.TryGetString(plaintext, out string? text) => new(null, text),
                (Collected.Message, not null) => throw new RefusedException(ClassicSocketRefusal.NotText, Refusals.NotText),
                (Collected.Message or Collected.NoMessage, _) when received.Length >= MessageLength.MinInBytes =>
                    throw new RefusedException(ClassicSocketRefusal.WrongKeyOrDamaged, Refusals.WrongKeyOrDamaged),
                _ => throw Refusals.Of(
                    collected, ChatForm.MaxMessageLengthInBytes, "what it sent is too short for an IV and a block, and no EXIT!"),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}
