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

    /// <summary>Three hyphens, a space, 43 characters and a line feed; a longer line is refused by whoever parses it.</summary>
    private const int MacLineInBytes = 48;

    /// <summary>Reads ahead; the result gives the same bytes as the source would have.</summary>
    public static async ValueTask<Stream> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[FirstReadInBytes];
        int filled = 0;
        int searched = 0;
        while (true)
        {
            int read = await source.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            filled += read;
            if (read == 0 || IsEnough(buffer.AsSpan(0, filled), ref searched))
            {
                return new PrefixedStream(buffer.AsMemory(0, filled), source);
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    /// <summary>Whether the bytes hold a whole header, or cannot begin one.</summary>
    /// <param name="bytes">All that was read.</param>
    /// <param name="searched">Where the MAC line may begin, for the next call: what lies before is not searched again.</param>
    private static bool IsEnough(ReadOnlySpan<byte> bytes, ref int searched)
    {
        if (bytes.Length < MarkInBytes)
        {
            return false;
        }

        // Armored headers are a third longer, with line ends; more than any header can have is enough as well.
        bool isArmored = ArmorFormat.IsArmored(bytes);
        bool isLocket = isArmored || bytes.StartsWith(Intro.AnyVersion);
        bool hasEnd = !isArmored && HasEnd(bytes, ref searched);
        return !isLocket || hasEnd || bytes.Length > HeaderLimits.MaxHeaderInBytes * 3 / 2;
    }

    private static bool HasEnd(ReadOnlySpan<byte> bytes, ref int searched)
    {
        ReadOnlySpan<byte> macLine = "\n--- "u8;
        int end = bytes[searched..].IndexOf(macLine);

        // The mark may be cut by the end of what was read; one that was found stays the first.
        searched = end >= 0 ? searched + end : Math.Max(searched, bytes.Length - macLine.Length + 1);
        ReadOnlySpan<byte> line = end >= 0 ? bytes[(searched + 1)..] : [];
        return line.Contains((byte)'\n') || line.Length > MacLineInBytes;
    }
}
