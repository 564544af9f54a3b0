using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>
/// Asks the terminal itself a question, to which it answers as if somebody typed. Meanwhile its input is unechoed and comes at once; it is
/// put back in every case but <c>kill -9</c>, and nothing that was typed is read but what comes before the last answer.
/// </summary>
internal sealed class UnixTerminalQuestion : IDisposable
{
    private const int InputDescriptor = 0;
    private const int OutputDescriptor = 1;

    /// <summary>
    /// How long to wait unless said otherwise. Terminals answer within a few milliseconds; this leaves time for a slow network between and
    /// for a busy machine. Only one that never answers costs it whole.
    /// </summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(1);

    /// <summary>A bound to what is read; answers are some 50 bytes long.</summary>
    private const int MaxAnswerInBytes = 512;

    private readonly Lock _lock = new();
    private readonly SafeFileHandle _terminal = new(InputDescriptor, ownsHandle: false);
    private readonly List<PosixSignalRegistration> _signals = [];
    private byte[]? _original;
    private bool _isInAnswer;

    private UnixTerminalQuestion()
    {
        if (!OperatingSystem.IsWindows())
        {
            // A stop in this moment would leave the shell a terminal that echoes nothing: Ctrl-Z has to be pressed once more.
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, static context => context.Cancel = true));
        }

        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => Restore()));
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        _original = UnixTerminal.TryMakeRaw(_terminal);
    }

    /// <summary>Writes a question to the terminal and reads what comes back.</summary>
    /// <param name="question">Control sequences.</param>
    /// <param name="isComplete">Whether what came so far is all.</param>
    /// <param name="patience">How long to wait for all of it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting; what came so far is returned.</param>
    /// <returns>
    /// What came; null where standard input and output are not both a terminal that this process may ask, or somebody is typing.
    /// </returns>
    public static string? Ask(
        string question, Func<string, bool> isComplete, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using (SafeFileHandle output = new(OutputDescriptor, ownsHandle: false))
        using (SafeFileHandle input = new(InputDescriptor, ownsHandle: false))
        {
            // Of a job in the background the settings of a terminal are none of its business, and changing them would stop it.
            if (!UnixTerminal.IsTerminal(input) || !UnixTerminal.IsTerminal(output) || !UnixTerminal.IsInForeground(input))
            {
                return null;
            }
        }

        using UnixTerminalQuestion asking = new();
        return asking._original is null || UnixTerminalInput.IsReadable(InputDescriptor, 0)
            ? null
            : asking.Converse(question, isComplete, patience, time, cancellationToken);
    }

    public void Dispose()
    {
        Restore();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        _signals.ForEach(signal => signal.Dispose());
        _terminal.Dispose();
    }

    private string Converse(
        string question, Func<string, bool> isComplete, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        const int SliceInMilliseconds = 50;
        using (UnixOutputStream output = new(OutputDescriptor))
        {
            output.Write(Encoding.ASCII.GetBytes(question));
        }

        StringBuilder answer = new();
        long start = time.GetTimestamp();
        Span<byte> one = stackalloc byte[1];
        while (answer.Length < MaxAnswerInBytes && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(start) < patience)
        {
            if (!UnixTerminalInput.IsReadable(InputDescriptor, SliceInMilliseconds))
            {
                continue;
            }

            // One by one: what is typed behind the last answer is for whoever reads next.
            if (UnixTerminalInput.Read(InputDescriptor, one) < 0)
            {
                break;
            }

            answer.Append((char)one[0]);
            _isInAnswer = !isComplete(answer.ToString());
            if (!_isInAnswer)
            {
                break;
            }
        }

        return answer.ToString();
    }

    private void OnExit(object? sender, EventArgs e) => Restore();

    private void Restore()
    {
        lock (_lock)
        {
            if (_original is not null)
            {
                // The rest of an answer that came too late is no input for the shell.
                if (_isInAnswer)
                {
                    UnixTerminal.Restore(_terminal, _original);
                }
                else
                {
                    UnixTerminal.RestoreKeepingInput(_terminal, _original);
                }

                _original = null;
            }
        }
    }
}
