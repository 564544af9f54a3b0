using Locket.Pictures.Containers;

namespace Locket.Pictures.Redaction;

/// <summary>Which picture of an APNG with one frame is seen: its still picture need not be the frame.</summary>
internal static class ApngStill
{
    /// <param name="picture">From its position on; put back there.</param>
    /// <returns>Whether viewers of animations and others show the same: a frame's head comes before the still picture's pixels.</returns>
    /// <exception cref="PictureException">The chunks are damaged.</exception>
    public static bool IsShown(Stream picture)
    {
        long start = picture.Position;
        try
        {
            PictureSource source = new(picture);
            PngChunk.ReadSignature(source);
            while (true)
            {
                PngChunk chunk = PngChunk.ReadHead(source);
                if (chunk.Is("IDAT"u8) || chunk.Is("fcTL"u8))
                {
                    return chunk.Is("fcTL"u8);
                }

                source.Skip((long)chunk.LengthInBytes + sizeof(uint));
            }
        }
        finally
        {
            picture.Position = start;
        }
    }
}
