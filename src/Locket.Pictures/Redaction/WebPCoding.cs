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

    /// <summary>Whether it keeps every pixel as it was. What is broken counts as lossy.</summary>
    public static bool IsLossless(Stream picture)
    {
        try
        {
            PlacedSource source = new(picture);
            long end = RiffChunk.ReadFileHead(source);
            for (long offset = RiffChunk.FileHeadInBytes; offset < end;)
            {
                RiffChunk chunk = RiffChunk.Read(source, offset, end);
                if (chunk.Is("VP8 "u8) || chunk.Is("VP8L"u8))
                {
                    return chunk.Is("VP8L"u8);
                }

                offset = chunk.Next;
            }
        }
        catch (PictureException)
        {
            // Whether it can be decoded all the same, the decoder says.
        }

        return false;
    }
}
