using Locket.Armor;
using Locket.Header;
using Locket.Payload;

namespace Locket.Files;

/// <summary>Reads as much of a stream as a header can take, without blocking a thread on it.</summary>
internal static class HeaderPrefetch
{
    private const int FirstReadInBytes = 4096;

    /// <summary>Long enough to tell the kinds of file apart.</summary>
    private const int MarkInBytes = 32;

    /// <summary>Reads ahead; the result gives the same bytes as the source would have.</summary>
    public static async ValueTask<Stream> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[FirstReadInBytes];
        int filled = 0;
        while (true)
        {
            int read = await source.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            filled += read;
            if (read == 0 || IsEnough(buffer.AsSpan(0, filled)))
            {
                return new PrefixedStream(buffer.AsMemory(0, filled), source);
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private static bool IsEnough(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MarkInBytes)
        {
            return false;
        }

        // Armored headers are a third longer, with line ends; more than any header can have is enough as well.
        bool isArmored = ArmorFormat.IsArmored(bytes);
        bool isLocket = isArmored || bytes.StartsWith(Intro.AnyVersion);
        int end = bytes.IndexOf("\n--- "u8);
        bool hasEnd = !isArmored && end >= 0 && bytes[(end + 1)..].Contains((byte)'\n');
        return !isLocket || hasEnd || bytes.Length > HeaderLimits.MaxHeaderInBytes * 3 / 2;
    }
}
