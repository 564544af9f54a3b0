using Locket.Cli.Errors;

namespace Locket.Cli.Terminal;

/// <summary>Lets only text through to a terminal: control bytes could reprogram it.</summary>
internal sealed class TextOnlyStream : OutputStream
{
#pragma warning disable CA2213 // the terminal stays the caller's
    private readonly Stream _terminal;
#pragma warning restore CA2213

    /// <param name="terminal">Stays the caller's.</param>
    public TextOnlyStream(Stream terminal)
    {
        _terminal = terminal;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Check(buffer);
        _terminal.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Check(buffer.Span);
        return _terminal.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => _terminal.Flush();

    private static void Check(ReadOnlySpan<byte> bytes)
    {
        // Below the space only tab, line feed and carriage return; 0x80-0x9F as bytes of UTF-8 are no controls of their own,
        // but their two-byte form (0xC2 0x80-0x9F) is.
        for (int i = 0; i < bytes.Length; i++)
        {
            byte value = bytes[i];
            bool control = (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) || value == 0x7F
                || (value == 0xC2 && i + 1 < bytes.Length && bytes[i + 1] is >= 0x80 and <= 0x9F);
            if (control)
            {
                throw CommandException.Usage(
                    "the content is not text and could garble the terminal",
                        "write it to a file with -o, see it with 'locket view --hex', or insist with --force");
            }
        }
    }
}
