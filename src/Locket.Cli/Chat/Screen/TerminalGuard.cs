using System.Runtime.InteropServices;

namespace Locket.Cli.Chat.Screen;

/// <summary>
/// Gives the terminal back whatever ends or stops the program: signals, Ctrl-Z, exceptions that nobody catches. Only kill -9 leaves it as
/// it is; then <c>reset</c> helps.
/// </summary>
internal sealed partial class TerminalGuard : IDisposable
{
    private readonly IScreenTerminal _terminal;
    private readonly Action _redraw;
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <param name="terminal">The terminal; taken by this constructor.</param>
    /// <param name="redraw">Called, on any thread, when the window's size changed or the program goes on after Ctrl-Z.</param>
    public TerminalGuard(IScreenTerminal terminal, Action redraw)
    {
        _terminal = terminal;
        _redraw = redraw;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _redraw()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Suspend));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, Resume));

            // Whatever it does next, dumping core as a rule, it does on a terminal that is in order.
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => _terminal.End()));
        }

        _terminal.Begin();
    }

    public void Dispose()
    {
        _terminal.End();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        _signals.ForEach(signal => signal.Dispose());
    }

    private void OnExit(object? sender, EventArgs e) => _terminal.End();

    private void Suspend(PosixSignalContext context)
    {
        // The signal itself was taken by this handler: the stop is asked for again, by one that nothing takes.
        context.Cancel = true;
        _terminal.End();
        _ = SendSignal(Environment.ProcessId, OperatingSystem.IsMacOS() ? 17 : 19);
    }

    private void Resume(PosixSignalContext context)
    {
        context.Cancel = true;
        _terminal.Begin();
        _redraw();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
