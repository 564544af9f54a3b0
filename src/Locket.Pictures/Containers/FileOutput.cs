using Microsoft.Win32.SafeHandles;

namespace Locket.Pictures.Containers;

/// <summary>Writes to an open file from its beginning, or to nothing, and stops when asked to.</summary>
internal sealed class FileOutput : WriteOnlyStream
{
    private readonly SafeFileHandle? _file;
    private readonly CancellationToken _stop;
    private long _written;

    /// <param name="file">The file, which stays the caller's; null for nothing.</param>
    /// <param name="stop">Ends the next write.</param>
    public FileOutput(SafeFileHandle? file, CancellationToken stop)
    {
        _file = file;
        _stop = stop;
    }

    public override long Length => _written;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _stop.ThrowIfCancellationRequested();
        if (_file is not null)
        {
            RandomAccess.Write(_file, buffer, _written);
        }

        _written += buffer.Length;
    }
}
