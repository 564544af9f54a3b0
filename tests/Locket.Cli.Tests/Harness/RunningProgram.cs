using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using Xunit;

namespace Locket.Cli.Tests.Harness;

/// <summary>The published program while it runs: fed, watched and stopped by a test.</summary>
internal sealed partial class RunningProgram : IDisposable
{
    /// <summary>A bound for what never comes; not a measurement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();

    private RunningProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _error = ReadErrorAsync(TestContext.Current.CancellationToken);
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public bool HasExited => _process.HasExited;

    public static async Task<RunningProgram> StartAsync(string folder, params string[] args)
    {
        PublishedProgram program = await PublishedProgram.GetAsync();
        return new RunningProgram(Process.Start(program.StartInfo([program.Path, .. args], folder, environment: null))!);
    }

    /// <summary>Waits for a line on the error output that holds this text.</summary>
    public async Task<string> WaitForErrorLineAsync(string text)
    {
        using CancellationTokenSource limit = new(Patience);
        List<string> seen = [];
        try
        {
            do
            {
                seen.Add(await _errorLines.Reader.ReadAsync(limit.Token));
            }
            while (!seen[^1].Contains(text, StringComparison.Ordinal));
        }
        catch (Exception failure) when (failure is ChannelClosedException or OperationCanceledException)
        {
            Assert.Fail($"'{text}' never came; there were:\n{string.Join('\n', seen)}");
        }

        return seen[^1];
    }

    /// <summary>Watches, without a pause, until the program has written this much in all or has ended.</summary>
    public void WaitUntilWritten(long bytes)
    {
        while (!_process.HasExited && WrittenInBytes() < bytes)
        {
            Thread.Yield();
        }
    }

    /// <summary>Watches, without a pause, until the program looks after a signal itself, or has ended.</summary>
    public void WaitUntilItCatches(PosixSignal signal)
    {
        while (!_process.HasExited && (CaughtSignals() >> (Number(signal) - 1) & 1) == 0)
        {
            Thread.Yield();
        }
    }

    /// <summary>Sends a signal; where the program has just ended there is nobody to send it to.</summary>
    public void Send(PosixSignal signal) => Assert.True(SendSignal(_process.Id, Number(signal)) == 0 || _process.WaitForExit(Patience));

    /// <summary>Ends it as a power failure would.</summary>
    public void Kill() => _process.Kill();

    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        string output = await _output;
        string error = await _error;
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, output, error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string> ReadErrorAsync(CancellationToken cancellationToken)
    {
        StringBuilder all = new();
        char[] buffer = new char[4096];
        int lineBegin = 0;
        int read;
        while ((read = await _process.StandardError.ReadAsync(buffer, cancellationToken)) > 0)
        {
            all.Append(buffer, 0, read);
            string text = all.ToString();
            for (int end; (end = text.IndexOf('\n', lineBegin)) >= 0; lineBegin = end + 1)
            {
                _errorLines.Writer.TryWrite(text[lineBegin..end]);
            }
        }

        _errorLines.Writer.Complete();
        return all.ToString();
    }

    /// <summary>What the program handed to write(2) and its kin until now, as the kernel counts it.</summary>
    private long WrittenInBytes()
    {
        try
        {
            string line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/io"))
                .First(line => line.StartsWith("wchar:", StringComparison.Ordinal));
            return long.Parse(line.AsSpan("wchar:".Length), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended between two looks.
            return long.MaxValue;
        }
    }

    /// <summary>The signals that have a handler, as the kernel's mask of bits.</summary>
    private ulong CaughtSignals()
    {
        try
        {
            string line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status"))
                .First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
            return ulong.Parse(line.AsSpan("SigCgt:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended between two looks.
            return ulong.MaxValue;
        }
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
