using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>
/// Asks on the controlling terminal itself, so that the standard input and output stay free for data. The terminal stops echoing while
/// the line is typed and is put back whatever happens.
/// </summary>
internal sealed class UnixPasswordPrompt : IPasswordPrompt
{
    private const string Device = "/dev/tty";

    public bool IsAvailable
    {
        get
        {
            using SafeFileHandle? terminal = TryOpen(FileAccess.Read);
            return terminal is not null;
        }
    }

    public IDisposable? Silence()
    {
        SafeFileHandle? terminal = TryOpen(FileAccess.Read);
        byte[]? original = terminal is null ? null : UnixTerminal.TryDisableEcho(terminal);
        if (original is null)
        {
            terminal?.Dispose();
            return null;
        }

        return new SilentTerminal(terminal!, original);
    }

    public async Task<SecretLine> ReadAsync(string question, CancellationToken cancellationToken)
    {
        await using FileStream input = Open(FileAccess.Read);
        await using FileStream output = Open(FileAccess.Write);
        byte[]? original = UnixTerminal.TryDisableEcho(input.SafeFileHandle);
        Write(output, question);
        try
        {
            // A read of a terminal cannot be cancelled: it is left to a thread that dies with the process.
            return await Task.Run(() => ReadLine(input), CancellationToken.None).WaitAsync(cancellationToken);
        }
        finally
        {
            if (original is not null)
            {
                UnixTerminal.Restore(input.SafeFileHandle, original);
            }

            // The typed line end was not shown either.
            Write(output, "\n");
        }
    }

    private static FileStream Open(FileAccess access)
        => new(TryOpen(access) ?? throw new IOException("there is no terminal to ask on"), access, bufferSize: 0);

    private static SafeFileHandle? TryOpen(FileAccess access)
    {
        try
        {
            SafeFileHandle handle = File.OpenHandle(Device, FileMode.Open, access, FileShare.ReadWrite);
            if (UnixTerminal.IsTerminal(handle))
            {
                return handle;
            }

            handle.Dispose();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    private static void Write(FileStream terminal, string text) => terminal.Write(Encoding.UTF8.GetBytes(text));

    private static SecretLine ReadLine(FileStream terminal)
    {
        byte[] buffer = GC.AllocateArray<byte>(256, pinned: true);
        int length = 0;
        try
        {
            while (true)
            {
                int read = terminal.Read(buffer.AsSpan(length, 1));
                if (read == 0 || buffer[length] == (byte)'\n')
                {
                    return new SecretLine(buffer, length);
                }

                length++;
                if (length == buffer.Length)
                {
                    buffer = SecretLine.Grow(buffer, buffer.Length * 2);
                }
            }
        }
        catch
        {
            CryptographicOperations.ZeroMemory(buffer);
            throw;
        }
    }
}
