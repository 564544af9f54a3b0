using Locket.Cli.Chat.Input;
using Locket.Cli.Chat.Screen;

namespace Locket.Cli.Chat.Faces;

/// <summary>Reads keys on a thread of its own while it is let.</summary>
internal sealed class KeyPump
{
    /// <summary>How soon a pause takes hold, and how long an escape may wait for the rest of its sequence.</summary>
    private const int WaitInMilliseconds = 50;

    private readonly IScreenTerminal _terminal;
    private readonly KeyDecoder _decoder = new();

    public KeyPump(IScreenTerminal terminal)
    {
        _terminal = terminal;
    }

    /// <summary>Reads until told to stop or the terminal ends.</summary>
    /// <param name="take">Called with the keys of each read, one call after the other.</param>
    /// <param name="cancellationToken">Stops; when the task has ended, nothing reads any more.</param>
    /// <returns>True where the terminal went away.</returns>
    public Task<bool> RunAsync(Func<IReadOnlyList<Key>, ValueTask> take, CancellationToken cancellationToken)
        => Task.Factory.StartNew(
            () => Run(take, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private bool Run(Func<IReadOnlyList<Key>, ValueTask> take, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        while (!cancellationToken.IsCancellationRequested)
        {
            int read = _terminal.Read(buffer, WaitInMilliseconds);
            if (read < 0)
            {
                return true;
            }

            if (read == 0)
            {
                _decoder.Flush();
                continue;
            }

            Key[] keys = [.. _decoder.Decode(buffer.AsSpan(0, read))];
            if (keys.Length > 0)
            {
                take(keys).AsTask().GetAwaiter().GetResult();
            }
        }

        return false;
    }
}
