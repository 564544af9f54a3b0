using System.Buffers;
using System.Buffers.Text;
using Locket.Payload;

namespace Locket.Classic.OpenSsl;

/// <summary>The bytes of base64, decoded as they are read.</summary>
internal sealed class Base64ReadStream(Stream source) : ForwardStream
{
    private const int TextInBytes = 32 * 1024;
    private const int RoomInBytes = TextInBytes + 2048;

    private readonly Base64Sieve _sieve = new();
    private readonly byte[] _text = new byte[TextInBytes];
    private readonly byte[] _characters = new byte[RoomInBytes];
    private readonly byte[] _decoded = new byte[RoomInBytes];
    private int _held;
    private ReadOnlyMemory<byte> _ready;
    private bool _isAtEnd;

    public override int Read(Span<byte> buffer)
    {
        while (_ready.IsEmpty && !_isAtEnd)
        {
            Decode(source.ReadAtLeast(_text, 1, throwOnEndOfStream: false));
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty && !_isAtEnd)
        {
            Decode(await source.ReadAsync(_text, cancellationToken).ConfigureAwait(false));
        }

        return Give(buffer.Span);
    }

    private int Give(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    private void Decode(int textLength)
    {
        Span<byte> room = _characters.AsSpan(_held);
        int count = _held + (textLength > 0 ? _sieve.Sift(_text.AsSpan(0, textLength), room) : _sieve.Finish(room));
        _isAtEnd = textLength == 0 || _sieve.HasEnded;
        if (_isAtEnd)
        {
            RequireWhole();
        }

        int whole = count / 4 * 4;
        _ready = _decoded.AsMemory(0, DecodeGroups(_characters.AsSpan(0, whole)));
        _characters.AsSpan(whole, count - whole).CopyTo(_characters);
        _held = count - whole;
    }

    private void RequireWhole()
    {
        if (_sieve.Count % 4 != 0)
        {
            throw Base64Failures.Truncated();
        }
    }

    private int DecodeGroups(Span<byte> characters)
    {
        int padding = characters.Length - characters.TrimEnd((byte)'=').Length;
        if (padding > 0)
        {
            // OpenSSL does not look at the bits that padding leaves over; zeroes for it and a shorter result are the same.
            characters[^padding..].Fill((byte)'A');
        }

        OperationStatus status = Base64.DecodeFromUtf8(characters, _decoded, out _, out int written);
        return status == OperationStatus.Done ? written - padding : throw Base64Failures.Character();
    }
}
