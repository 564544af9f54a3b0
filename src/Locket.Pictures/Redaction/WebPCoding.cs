using Locket.Pictures.Containers;

namespace Locket.Pictures.Redaction;

/// <summary>How a WebP was coded: without loss (VP8L), or with (VP8, RFC 6386).</summary>
internal static class WebPCoding
{
    private const int MacroblockSide = 16;

    /// <summary>Colors stand at half the size: a coder makes a sample of two pixels, a decoder mixes it into those beside them.</summary>
    private const int ColorSample = 2;

    /// <summary>
    /// Of macroblocks with hidden pixels, those beside them were predicted from edges that hold the hidden, and the loop filter, which
    /// changes at most three pixels, reads four over the edge. So one macroblock more is hidden: what is left was predicted from
    /// macroblocks that are hidden themselves and held nothing but the scene around.
    /// </summary>
    public static CodingReach Reach { get; } = new(
        MacroblockSide, MacroblockSide, ColorSample, ColorSample, MacroblockSide + ColorSample, MacroblockSide + ColorSample);

    /// <summary>How one was coded. What is broken counts as lossy.</summary>
    public static CodingReach Read(Stream picture)
    {
        bool hasReducedAlpha = false;
        try
        {
            PlacedSource source = new(picture);
            long end = RiffChunk.ReadFileHead(source);
            for (long offset = RiffChunk.FileHeadInBytes; offset < end;)
            {
                RiffChunk chunk = RiffChunk.Read(source, offset, end);
                if (chunk.Is("VP8L"u8))
                {
                    // It holds its own transparency.
                    return CodingReach.None;
                }

                if (chunk.Is("VP8 "u8))
                {
                    break;
                }

                hasReducedAlpha |= chunk.Is("ALPH"u8) && chunk.LengthInBytes > 0 && IsReduced(source, chunk);
                offset = chunk.Next;
            }
        }
        catch (PictureException)
        {
            // Whether it can be decoded all the same, the decoder says.
        }

        return Reach with { HasReducedAlpha = hasReducedAlpha };
    }

    /// <summary>
    /// Bits 4 and 5 of an alpha chunk's first byte say what was done to the levels before they were coded (RFC 9649, 2.7.1.2).
    /// </summary>
    private static bool IsReduced(PlacedSource source, RiffChunk alpha)
    {
        Span<byte> head = stackalloc byte[1];
        source.Read(alpha.Content, head);
        return (head[0] & 0x30) != 0;
    }
}
