using System.Security.Cryptography;
using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>Reads keys from the console window; needs a standard input that is the console.</summary>
internal sealed class WindowsPasswordPrompt : IPasswordPrompt
{
    public bool IsAvailable => !Console.IsInputRedirected;

    public Task<SecretLine> ReadAsync(string question, CancellationToken cancellationToken)
        => Task.FromResult(Read(question, cancellationToken));

    private static SecretLine Read(string question, CancellationToken cancellationToken)
    {
        Console.Error.Write(question);
        char[] text = GC.AllocateArray<char>(Password.MaxLengthInBytes / 4, pinned: true);
        int length = 0;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                if (key.Key == ConsoleKey.Enter)
                {
                    break;
                }

                if (key.Key == ConsoleKey.Backspace)
                {
                    length = Math.Max(0, length - 1);
                }
                else if (key.KeyChar != '\0' && length < text.Length)
                {
                    text[length++] = key.KeyChar;
                }
            }

            byte[] bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetMaxByteCount(length), pinned: true);
            return new SecretLine(bytes, Encoding.UTF8.GetBytes(text.AsSpan(0, length), bytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
            Console.Error.WriteLine();
        }
    }
}
