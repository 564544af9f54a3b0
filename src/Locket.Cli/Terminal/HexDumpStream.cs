using System.Globalization;
using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>Writes what it gets as lines of an offset, sixteen bytes in hexadecimal, and their printable characters.</summary>
internal sealed class HexDumpStream : OutputStream
{
    private const int Columns = 16;

#pragma warning disable CA2213 // the target stays the caller's
    private readonly Stream _target;
#pragma warning restore CA2213
    private readonly byte[] _line = new byte[Columns];
    private int _filled;

    /// <param name="target">Stays the caller's.</param>
    /// <param name="offset">What the first byte's offset is called.</param>
    public HexDumpStream(Stream target, long offset)
    {
        _target = target;
        Offset = offset;
    }

    /// <summary>The offset of the line being filled.</summary>
    public long Offset { get; set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(Columns - _filled, buffer.Length);
            buffer[..count].CopyTo(_line.AsSpan(_filled));
            _filled += count;
            buffer = buffer[count..];
            if (_filled == Columns)
            {
                Finish();
            }
        }
    }

    /// <summary>Writes the line that is not full yet.</summary>
    public void Finish()
    {
        if (_filled == 0)
        {
            return;
        }

        StringBuilder line = new(80);
        line.Append(CultureInfo.InvariantCulture, $"{Offset:x10} ");
        for (int i = 0; i < Columns; i++)
        {
            line.Append(i % 8 == 0 ? " " : string.Empty);
            line.Append(i < _filled ? _line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(' ');
        }

        line.Append(" |");
        foreach (byte value in _line.AsSpan(0, _filled))
        {
            line.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
        }

        line.Append("|\n");
        _target.Write(Encoding.ASCII.GetBytes(line.ToString()));
        Offset += _filled;
        _filled = 0;
    }

    public override void Flush() => _target.Flush();
}
