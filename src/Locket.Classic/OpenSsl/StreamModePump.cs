using System.Security.Cryptography;
using Locket.Payload;

namespace Locket.Classic.OpenSsl;

/// <summary>Moves streams of any length through a <see cref="StreamMode"/> in constant memory.</summary>
internal static class StreamModePump
{
    private const int BufferInBytes = 64 * 1024;

    public static async Task RunAsync(Stream source, Stream target, StreamMode mode, CancellationToken cancellationToken)
    {
        byte[] input = GC.AllocateArray<byte>(BufferInBytes, pinned: true);
        byte[] output = GC.AllocateArray<byte>(BufferInBytes, pinned: true);
        try
        {
            int read;
            do
            {
                read = await StreamRead.FillAsync(source, input, cancellationToken).ConfigureAwait(false);
                mode.Transform(input.AsSpan(0, read), output);
                await target.WriteAsync(output.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
            while (read == BufferInBytes);
        }
        finally
        {
            // One of them held plaintext, whichever the direction.
            CryptographicOperations.ZeroMemory(input);
            CryptographicOperations.ZeroMemory(output);
        }
    }
}
