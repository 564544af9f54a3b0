using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Locket.Cli.Tests.Harness;

/// <summary>The published program on a terminal that the test holds the other end of.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWriteWithoutControl = 0x2 | 0x100;

    /// <summary>A bound for what never comes; not a measurement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly FileStream _ours;
    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly byte[] _buffer = new byte[4096];
    private int _seen;

    private PseudoTerminal(FileStream ours, string device, Process process)
    {
        _ours = ours;
        _process = process;
        Device = device;
    }

    /// <summary>The terminal's name.</summary>
    public string Device { get; }

    /// <summary>Everything that appeared so far.</summary>
    public string Screen => _screen.ToString();

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>
    /// Starts a line of shell with the terminal as its outputs and its controlling terminal, and as its input unless that is piped.
    /// </summary>
    /// <param name="folder">Where.</param>
    /// <param name="line">The line; <c>$LOCKET</c> is the program.</param>
    /// <param name="isInputPiped">Whether <see cref="Input"/> is the line's standard input.</param>
    /// <param name="environment">More of it.</param>
    public static async Task<PseudoTerminal> StartAsync(
        string folder, string line, bool isInputPiped = false, IReadOnlyDictionary<string, string>? environment = null)
    {
        Machine.Require("linux");
        Machine.Require("setsid");
        PublishedProgram program = await PublishedProgram.GetAsync();
        SafeFileHandle handle = new(Open(ReadWriteWithoutControl), ownsHandle: true);
        byte[] name = new byte[128];
        Assert.False(handle.IsInvalid);
        Assert.Equal(0, Grant(handle));
        Assert.Equal(0, Unlock(handle));
        Assert.Equal(0, GetName(handle, name, name.Length));
        string device = Encoding.ASCII.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));

        // The terminal becomes the session's own while it is the standard input; a pipe comes back after that.
        string inner = isInputPiped ? $"exec <&3 3<&-; {line}" : line;
        string script = $"exec 3<&0; exec setsid --ctty --wait sh -c '{inner}' < {device} > {device} 2>&1";
        ProcessStartInfo start = program.StartInfo(["/bin/sh", "-c", script], folder, environment);
        start.Environment.TryAdd("TERM", "xterm-256color");
        return new PseudoTerminal(new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0), device, Process.Start(start)!);
    }

    public void Type(string text) => _ours.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the screen until a text appeared after what was already waited for.</summary>
    public async Task WaitForAsync(string text)
    {
        // The program may wait for more input for ever; then it is ended, and the test says what was missing.
        using CancellationTokenSource limit = new(Patience);
        await using CancellationTokenRegistration end = limit.Token.Register(() => _process.Kill(entireProcessTree: true));
        int found;
        while ((found = Screen.IndexOf(text, _seen, StringComparison.Ordinal)) < 0)
        {
            Assert.True(await ReadAsync(), $"'{text}' never appeared:\n{Screen}");
        }

        _seen = found + text.Length;
    }

    /// <summary>Reads the screen until the program ended.</summary>
    public async Task<int> EndAsync()
    {
        while (await ReadAsync())
        {
            // The screen grows.
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _ours.Dispose();
    }

    /// <summary>False once nobody holds the terminal any more.</summary>
    private async Task<bool> ReadAsync()
    {
        try
        {
            CancellationToken cancellationToken = TestContext.Current.CancellationToken;
            int read = await _ours.ReadAsync(_buffer, cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            _screen.Append(Encoding.UTF8.GetString(_buffer, 0, read));
            return read > 0;
        }
        catch (IOException)
        {
            return false;
        }
        catch (TimeoutException)
        {
            Assert.Fail($"nothing more appeared:\n{Screen}");
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Grant(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unlock(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetName(SafeFileHandle terminal, [Out] byte[] name, nint length);
}
