using System.Buffers.Text;
using Locket.Payload;

namespace Locket.Classic.OpenSsl;

/// <summary>Writes bytes as base64, in lines of 64 characters or on one line. <see cref="FinishAsync"/> writes what is left.</summary>
internal sealed class Base64WriteStream(Stream target, bool inLines) : SinkStream
{
    private const int LineInBytes = 48;
    private const int LineInCharacters = 64;
    private const int LinesAtOnce = 512;

    private readonly byte[] _bytes = new byte[LineInBytes * LinesAtOnce];
    private readonly byte[] _characters = new byte[(LineInCharacters + 1) * LinesAtOnce];
    private int _length;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, _bytes.Length - _length);
            buffer.Span[..count].CopyTo(_bytes.AsSpan(_length));
            buffer = buffer[count..];
            _length += count;
            if (_length == _bytes.Length)
            {
                await FinishAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes what is held, padded if it is no multiple of three: to be called once, at the end.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        int characters = Encode();
        _length = 0;
        await target.WriteAsync(_characters.AsMemory(0, characters), cancellationToken).ConfigureAwait(false);
    }

    public override void Flush() => throw new NotSupportedException();

    private int Encode()
    {
        int written = 0;
        int step = inLines ? LineInBytes : _bytes.Length;
        for (int at = 0; at < _length; at += step)
        {
            Base64.EncodeToUtf8(_bytes.AsSpan(at, Math.Min(step, _length - at)), _characters.AsSpan(written), out _, out int count);
            written += count;
            if (inLines)
            {
                _characters[written++] = (byte)'\n';
            }
        }

        return written;
    }
}
