namespace Locket.Cli.Terminal;

/// <summary>
/// Keeps the standard input from being read for a while: on a terminal, a read that waits for the next line of a conversation would take
/// the answer to a question, and what was typed as a password would be sent as a message.
/// </summary>
internal sealed class InputHold
{
    private int _holders;

    /// <summary>Held while something is read.</summary>
    public Lock Reading { get; } = new();

    public bool IsHeld => Volatile.Read(ref _holders) > 0;

    /// <summary>Begins to hold; when this returns, no read is under way.</summary>
    /// <returns>Ends it.</returns>
    public IDisposable Take()
    {
        Interlocked.Increment(ref _holders);
        lock (Reading)
        {
            return new Holder(this);
        }
    }

    private sealed class Holder(InputHold hold) : IDisposable
    {
        private InputHold? _hold = hold;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hold, null) is { } held)
            {
                Interlocked.Decrement(ref held._holders);
            }
        }
    }
}
