using System.Globalization;
using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>Reads lines that can be sent as messages; the others are passed over and said to be so.</summary>
internal sealed class InputLines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Func<Stream> _open;
    private readonly int _maxLengthInBytes;
    private readonly byte[] _block = new byte[4096];
    private Stream? _input;
    private Task<InputLine>? _reading;
    private int _next;
    private int _end;

    /// <param name="open">Opens the standard input when the first line is wanted.</param>
    /// <param name="maxLengthInBytes">The longest message.</param>
    public InputLines(Func<Stream> open, int maxLengthInBytes)
    {
        _open = open;
        _maxLengthInBytes = maxLengthInBytes;
    }

    /// <summary>
    /// Reads the next line on another thread, since a read of the standard input may block; one caller at a time. What a cancelled call was
    /// waiting for is what the next one gets: a read that blocks cannot be taken back, and its line must not be lost.
    /// </summary>
    public async Task<InputLine> ReadAsync(CancellationToken cancellationToken)
    {
        _reading ??= Task.Run(Read, CancellationToken.None);
        InputLine line = await _reading.WaitAsync(cancellationToken);
        _reading = null;
        return line;
    }

    private InputLine Read()
    {
        using MemoryStream line = new();
        long length = 0;
        while (true)
        {
            if (_next == _end)
            {
                _input ??= _open();
                (_next, _end) = (0, _input.Read(_block));
                if (_end == 0)
                {
                    return length == 0 ? default : Finish(line, length);
                }
            }

            ReadOnlySpan<byte> rest = _block.AsSpan(_next, _end - _next);
            int lineEnd = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> part = lineEnd < 0 ? rest : rest[..lineEnd];

            // What is too long anyway is counted, not kept.
            line.Write(part[..(int)Math.Min(part.Length, Math.Max(0, _maxLengthInBytes + 2 - line.Length))]);
            length += part.Length;
            _next += part.Length;
            if (lineEnd >= 0)
            {
                _next++;
                return Finish(line, length);
            }
        }
    }

    private InputLine Finish(MemoryStream line, long length)
    {
        ReadOnlySpan<byte> bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
        bytes = bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes;
        if (bytes.Length > _maxLengthInBytes)
        {
            return new(null, string.Create(
                CultureInfo.InvariantCulture,
                $"that line has {length} bytes, but a message has at most {_maxLengthInBytes}; it was not sent"));
        }

        try
        {
            return new(Strict.GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            return new(null, "that line is not UTF-8 text; it was not sent");
        }
    }
}
