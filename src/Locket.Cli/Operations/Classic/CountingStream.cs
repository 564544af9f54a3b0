using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>An input that tells how far it was read. The input stays its owner's.</summary>
internal sealed class CountingStream : InputStream
{
#pragma warning disable CA2213 // the caller's own
    private readonly Stream _source;
#pragma warning restore CA2213
    private readonly IProgress<long> _progress;
    private readonly long _start;
    private long _read;

    public CountingStream(Stream source, IProgress<long> progress)
    {
        _source = source;
        _progress = progress;
        _start = source.CanSeek ? source.Position : 0;
    }

    public override bool CanSeek => _source.CanSeek;

    public override long Length => _source.Length;

    public override long Position
    {
        get => _source.Position;
        set
        {
            _source.Position = value;
            _read = value - _start;
        }
    }

    public override int Read(Span<byte> buffer) => Count(_source.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => Count(await _source.ReadAsync(buffer, cancellationToken));

    private int Count(int read)
    {
        _read += read;
        _progress.Report(_read);
        return read;
    }
}
