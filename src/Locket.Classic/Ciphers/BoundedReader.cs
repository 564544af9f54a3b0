using System.Globalization;
using System.Security.Cryptography;

namespace Locket.Classic.Ciphers;

/// <summary>Reads a whole stream into memory within a limit that is checked before anything is allocated.</summary>
internal static class BoundedReader
{
    private const int FirstLengthInBytes = 64 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <param name="source">A file or a pipe.</param>
    /// <param name="prefixLengthInBytes">Room that stays free before the content.</param>
    /// <param name="limitInBytes">The longest content.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <returns>The buffer, which the caller zeroes, and how much of it is prefix and content.</returns>
    /// <exception cref="ClassicException">There is more than the limit.</exception>
    public static async Task<(byte[] Buffer, int Length)> ReadAsync(
        Stream source, int prefixLengthInBytes, int limitInBytes, CancellationToken cancellationToken)
    {
        long expected = source.CanSeek ? source.Length - source.Position : 0;
        if (expected > limitInBytes)
        {
            throw TooLarge(limitInBytes);
        }

        // One more than expected, so that the end shows without another buffer.
        long capacity = prefixLengthInBytes + (expected > 0 ? expected + 1 : Math.Min(FirstLengthInBytes, limitInBytes + 1L));
        byte[] buffer = GC.AllocateUninitializedArray<byte>(checked((int)capacity));
        int length = prefixLengthInBytes;
        try
        {
            while (true)
            {
                int read = await source.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
                if (length - prefixLengthInBytes > limitInBytes)
                {
                    throw TooLarge(limitInBytes);
                }

                if (read == 0)
                {
                    return (buffer, length);
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, (int)Math.Min(2L * buffer.Length, prefixLengthInBytes + limitInBytes + 1L));
                }
            }
        }
        catch
        {
            CryptographicOperations.ZeroMemory(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>(length);
        buffer.CopyTo(larger, 0);
        CryptographicOperations.ZeroMemory(buffer);
        return larger;
    }

    private static ClassicException TooLarge(int limitInBytes) => CbcErrors.TooLarge(
        string.Create(
            CultureInfo.InvariantCulture, $"there are more than the {limitInBytes} bytes that this scheme takes into memory at once"));
}
