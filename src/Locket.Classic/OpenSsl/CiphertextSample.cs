using Locket.Payload;

namespace Locket.Classic.OpenSsl;

/// <summary>What is needed of a ciphertext to judge a key: its beginning, its last two blocks and its length.</summary>
/// <param name="Start">At most <see cref="PlaintextLooks.SampleInBytes"/> bytes.</param>
/// <param name="End">The last 32 bytes, or fewer if there are not so many.</param>
/// <param name="LengthInBytes">The whole length.</param>
internal sealed record CiphertextSample(byte[] Start, byte[] End, long LengthInBytes)
{
    private const int EndInBytes = 2 * SaltedHeader.IvInBytes;
    private const int BufferInBytes = 64 * 1024;

    /// <summary>Reads what can only be read forward, in constant memory.</summary>
    public static async Task<CiphertextSample> ReadAsync(Stream ciphertext, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[EndInBytes + BufferInBytes];
        byte[] start = [];
        int held = 0;
        long total = 0;
        int read;
        do
        {
            read = await StreamRead.FillAsync(ciphertext, buffer.AsMemory(held, BufferInBytes), cancellationToken).ConfigureAwait(false);
            if (total == 0)
            {
                start = buffer[..Math.Min(read, PlaintextLooks.SampleInBytes)];
            }

            total += read;
            held += read;
            int kept = Math.Min(held, EndInBytes);
            buffer.AsSpan(held - kept, kept).CopyTo(buffer);
            held = kept;
        }
        while (read == BufferInBytes);
        return new CiphertextSample(start, buffer[..held], total);
    }

    /// <summary>Reads start and end of what can seek, and skips what is between.</summary>
    public static async Task<CiphertextSample> SeekAsync(Stream ciphertext, CancellationToken cancellationToken)
    {
        long begin = ciphertext.Position;
        long length = ciphertext.Length - begin;
        byte[] start = new byte[Math.Min(length, PlaintextLooks.SampleInBytes)];
        byte[] end = new byte[Math.Min(length, EndInBytes)];
        await ciphertext.ReadExactlyAsync(start, cancellationToken).ConfigureAwait(false);
        ciphertext.Position = begin + length - end.Length;
        await ciphertext.ReadExactlyAsync(end, cancellationToken).ConfigureAwait(false);
        return new CiphertextSample(start, end, length);
    }
}
