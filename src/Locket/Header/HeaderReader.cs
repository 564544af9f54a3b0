using System.Buffers;
using System.Text;

namespace Locket.Header;

/// <summary>
/// Reads a header from the front of a stream, line by line, so that hostile input is refused at its first bad line. It reads ahead;
/// <see cref="Rest"/> is what it read of the payload.
/// </summary>
internal sealed class HeaderReader
{
    /// <summary>Enough for a usual header in one read.</summary>
    private const int ReadSizeInBytes = 4096;

    private readonly Stream _source;
    private byte[] _buffer = new byte[ReadSizeInBytes];
    private int _filled;
    private int _position;

    private HeaderReader(Stream source)
    {
        _source = source;
    }

    /// <summary>Bytes behind the header that were read with it.</summary>
    public ReadOnlyMemory<byte> Rest => _buffer.AsMemory(_position, _filled - _position);

    /// <summary>Reads a header; what it throws is a <see cref="LocketException"/> for bad bytes, or what the stream throws.</summary>
    public static FileHeader Read(Stream source, out ReadOnlyMemory<byte> rest)
    {
        HeaderReader reader = new(source);
        FileHeader header = reader.Read();
        rest = reader.Rest;
        return header;
    }

    private FileHeader Read()
    {
        while (_filled < Intro.ThisVersion.Length && Fill())
        {
        }

        Intro.RefuseOtherFiles(_buffer.AsSpan(0, _filled));
        Intro intro = Intro.Parse(ReadLine());
        List<Stanza> stanzas = [];
        while (true)
        {
            ReadOnlySpan<byte> line = ReadLine();
            if (line.StartsWith("---"u8))
            {
                byte[] mac = ParseMac(line);
                return stanzas.Count == 0
                    ? throw Damaged("the header has no slot")
                    : new FileHeader(intro, stanzas, mac, _buffer.AsMemory(0, _position));
            }

            if (stanzas.Count == HeaderLimits.MaxStanzas)
            {
                throw Damaged($"the header has more than {HeaderLimits.MaxStanzas} stanzas");
            }

            string[] arguments = ParseArguments(line);
            stanzas.Add(new Stanza(arguments[0], arguments[1..], ReadBody()));
        }
    }

    private static byte[] ParseMac(ReadOnlySpan<byte> line)
    {
        return line.StartsWith("--- "u8)
            && UnpaddedBase64.TryDecode(line[4..], out byte[] mac)
            && mac.Length == HeaderLimits.MacInBytes
            ? mac
            : throw Damaged("the header's last line is malformed");
    }

    private static string[] ParseArguments(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("-> "u8) || line.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            throw Damaged("a stanza's first line is malformed");
        }

        string[] arguments = Encoding.ASCII.GetString(line[3..]).Split(' ');
        return Array.Exists(arguments, argument => argument.Length == 0)
            ? throw Damaged("a stanza has an empty argument")
            : arguments;
    }

    private byte[] ReadBody()
    {
        ArrayBufferWriter<byte> text = new();
        while (true)
        {
            ReadOnlySpan<byte> line = ReadLine();
            if (line.Length > HeaderLimits.BodyColumns)
            {
                throw Damaged("a line of a stanza's body is too long");
            }

            text.Write(line);
            if (line.Length < HeaderLimits.BodyColumns)
            {
                return UnpaddedBase64.TryDecode(text.WrittenSpan, out byte[] body)
                    ? body
                    : throw Damaged("a stanza's body is not canonical base64");
            }
        }
    }

    private ReadOnlySpan<byte> ReadLine()
    {
        int searched = _position;
        while (true)
        {
            int length = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                int start = _position;
                int end = searched + length;
                if (end >= HeaderLimits.MaxHeaderInBytes)
                {
                    throw TooLong();
                }

                _position = end + 1;
                return _buffer.AsSpan(start, end - start);
            }

            searched = _filled;
            if (_filled >= HeaderLimits.MaxHeaderInBytes)
            {
                throw TooLong();
            }

            if (!Fill())
            {
                throw new LocketException(LocketFailure.Truncated, "the file ends within its header", _filled);
            }
        }
    }

    private bool Fill()
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, HeaderLimits.MaxHeaderInBytes + ReadSizeInBytes));
        }

        int read = _source.Read(_buffer, _filled, Math.Min(_buffer.Length - _filled, ReadSizeInBytes));
        _filled += read;
        return read > 0;
    }

    private static LocketException TooLong()
        => Damaged($"the header is longer than {HeaderLimits.MaxHeaderInBytes / 1024} KiB");

    private static LocketException Damaged(string message) => new(LocketFailure.DamagedHeader, message);
}
