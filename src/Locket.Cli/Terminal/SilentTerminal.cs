using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>A terminal that echoes nothing until this is disposed.</summary>
internal sealed class SilentTerminal : IDisposable
{
    private readonly SafeFileHandle _terminal;
    private readonly byte[] _original;

    /// <param name="terminal">Becomes this object's own.</param>
    /// <param name="original">The state to go back to.</param>
    public SilentTerminal(SafeFileHandle terminal, byte[] original)
    {
        _terminal = terminal;
        _original = original;
    }

    public void Dispose()
    {
        if (!_terminal.IsClosed)
        {
            UnixTerminal.Restore(_terminal, _original);
            _terminal.Dispose();
        }
    }
}
