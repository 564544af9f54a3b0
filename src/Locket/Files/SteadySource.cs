using Locket.Payload;

namespace Locket.Files;

/// <summary>
/// A file that is read as a stream. One that was written to meanwhile fails where it ends, so that no end of it is sealed.
/// </summary>
internal sealed class SteadySource : ForwardStream
{
#pragma warning disable CA2213 // the file stays its opener's
    private readonly FileStream _file;
#pragma warning restore CA2213
    private readonly string _name;
    private readonly FileState _state;

    private SteadySource(FileStream file, string name)
    {
        _file = file;
        _name = name;
        _state = FileState.Of(file.SafeFileHandle);
    }

    /// <summary>Watches what can be watched: pipes have no state, and a caller who may write to the file may mean to.</summary>
    /// <param name="source">Anything; stays open.</param>
    /// <param name="name">What it is called in messages.</param>
    public static Stream Watch(Stream source, string name)
        => source is FileStream { CanSeek: true, CanWrite: false } file ? new SteadySource(file, name) : source;

    public override int Read(Span<byte> buffer) => Judge(_file.Read(buffer), buffer.Length);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => Judge(await StreamRead.FillAsync(_file, buffer, cancellationToken).ConfigureAwait(false), buffer.Length);

    private int Judge(int read, int wanted)
    {
        if (read == 0 && wanted > 0)
        {
            _state.RequireUnchanged(_file.SafeFileHandle, _name);
        }

        return read;
    }
}
