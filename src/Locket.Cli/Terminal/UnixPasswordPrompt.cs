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

    public async Task<SecretLine> ReadAsync(string question, CancellationToken cancellationToken)
    {
        using SafeFileHandle input = TryOpen(FileAccess.Read) ?? throw new IOException("there is no terminal to ask on");
        using SafeFileHandle output = TryOpen(FileAccess.Write) ?? throw new IOException("there is no terminal to ask on");
        Write(output, question);
        byte[]? original = UnixTerminal.TryDisableEcho(input);
        try
        {
            // A read of a terminal cannot be cancelled: it is left to a thread that dies with the process.
            return await Task.Run(() => ReadLine(input), CancellationToken.None).WaitAsync(cancellationToken);
        }
        finally
        {
            if (original is not null)
            {
                UnixTerminal.Restore(input, original);
            }

            // The typed line end was not shown either.
            Write(output, "\n");
        }
    }

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

    private static void Write(SafeFileHandle terminal, string text) => RandomAccess.Write(terminal, Encoding.UTF8.GetBytes(text), fileOffset: 0);

    private static SecretLine ReadLine(SafeFileHandle terminal)
    {
        byte[] buffer = GC.AllocateArray<byte>(256, pinned: true);
        int length = 0;
        try
        {
            while (true)
            {
                int read = RandomAccess.Read(terminal, buffer.AsSpan(length, 1), fileOffset: 0);
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
