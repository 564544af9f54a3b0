using Microsoft.Win32.SafeHandles;

namespace Locket.Payload;

/// <summary>A regular file, read by position.</summary>
internal sealed class FileSource : RandomAccessSource
{
    private readonly SafeFileHandle _handle;

    public FileSource(SafeFileHandle handle)
    {
        _handle = handle;
        LengthInBytes = RandomAccess.GetLength(handle);
    }

    public override long LengthInBytes { get; }

    public override int Read(long offset, Span<byte> buffer)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = RandomAccess.Read(_handle, buffer[filled..], offset + filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }
}
