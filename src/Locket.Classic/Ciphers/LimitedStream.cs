using Locket.Payload;

namespace Locket.Classic.Ciphers;

/// <summary>The next bytes of another stream, which stays its owner's.</summary>
internal sealed class LimitedStream : ForwardStream
{
#pragma warning disable CA2213 // the caller's own
    private readonly Stream _source;
#pragma warning restore CA2213
    private long _left;

    public LimitedStream(Stream source, long lengthInBytes)
    {
        _source = source;
        _left = lengthInBytes;
    }

    public override int Read(Span<byte> buffer)
    {
        int read = _source.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false);
        _left -= read;
        return read;
    }
}
