namespace Locket.Pictures.Containers;

/// <summary>Compares what is written with what another stream holds, from where it stands.</summary>
internal sealed class ComparedOutput : WriteOnlyStream
{
    private const int BufferInBytes = 16 * 1024;

    private readonly Stream _expected;
    private readonly CancellationToken _stop;
    private readonly byte[] _buffer = new byte[BufferInBytes];
    private bool _differs;
    private long _written;

    /// <param name="expected">The other stream, which stays the caller's.</param>
    /// <param name="stop">Ends the next write.</param>
    public ComparedOutput(Stream expected, CancellationToken stop)
    {
        _expected = expected;
        _stop = stop;
    }

    public override long Length => _written;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _stop.ThrowIfCancellationRequested();
        _written += buffer.Length;
        while (!_differs && !buffer.IsEmpty)
        {
            Span<byte> expected = _buffer.AsSpan(0, Math.Min(buffer.Length, _buffer.Length));
            int read = _expected.ReadAtLeast(expected, expected.Length, throwOnEndOfStream: false);
            _differs = !buffer[..expected.Length].SequenceEqual(expected[..read]);
            buffer = buffer[expected.Length..];
        }
    }

    /// <summary>Whether all that was written was the same, and nothing more is there.</summary>
    public bool IsSame() => !_differs && _expected.Read(_buffer.AsSpan(0, 1)) == 0;
}
