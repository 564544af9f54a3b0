using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>
/// A pipe whose beginning can be read again: what was read is kept until <see cref="StopRecording"/>, so that a header can be looked at
/// first and opened later, with more than one password.
/// </summary>
internal sealed class ReplayStream : InputStream
{
#pragma warning disable CA2213 // the source stays the caller's
    private readonly Stream _source;
#pragma warning restore CA2213
    private readonly MemoryStream _kept = new();
    private bool _recording = true;

    /// <param name="source">Stays the caller's.</param>
    public ReplayStream(Stream source)
    {
        _source = source;
    }

    /// <summary>Goes back to the first byte.</summary>
    public void Rewind() => _kept.Position = 0;

    /// <summary>Keeps nothing more; what was kept is still read to its end.</summary>
    public void StopRecording() => _recording = false;

    public override int Read(Span<byte> buffer)
    {
        int replayed = _kept.Read(buffer);
        if (replayed > 0)
        {
            return replayed;
        }

        int read = _source.Read(buffer);
        Keep(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kept.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_recording)
        {
            _kept.Write(bytes);
        }
    }
}
