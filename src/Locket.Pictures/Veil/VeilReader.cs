using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Veil;

/// <summary>Reads a veil from pixels, whatever program wrote them last (docs/pictures.md, "Veil").</summary>
internal static class VeilReader
{
    /// <summary>Bytes of pixels that a veil's first row may cost beyond its share, and a few small chunks.</summary>
    private const long Slack = 4096;

    public static VeilFault Read(ReadOnlyMemory<byte> png, out byte[]? content)
    {
        content = null;

        // Each sample holds at least 4 random bits, so that no program writes a veil in less than half a byte for each pixel: what has
        // more pixels is none, and nothing is allocated for it.
        long maxPixels = Math.Min(PictureVeil.MaxPixels, (2L * png.Length) + Slack);
        switch (PngReader.Read(png, maxPixels, out Raster? picture))
        {
            case PngFault.None:
                break;
            case PngFault.TooLarge:
                return VeilFault.NotVeil;
            default:
                return VeilFault.NotPng;
        }

        // A gray veil may have been written again in colors, all three alike; never the other way round.
        VeilFault fault = Read(picture!, channels: 3, out content);
        return fault == VeilFault.NotVeil ? Read(picture!, channels: 1, out content) : fault;
    }

    private static VeilFault Read(Raster picture, int channels, out byte[]? content)
    {
        content = null;
        long samples = (long)picture.Width * picture.Height * channels;
        if (samples < VeilHeader.Samples)
        {
            return VeilFault.NotVeil;
        }

        ReadOnlySpan<byte> pixels = picture.Pixels;
        Span<byte> bytes = stackalloc byte[VeilHeader.LengthInBytes];
        bytes.Clear();
        for (int i = 0; i < VeilHeader.Samples; i++)
        {
            BitGroups.Put(Sample(pixels, i, channels), i, 4, bytes);
        }

        VeilFault fault = VeilHeader.Read(bytes, channels, out VeilHeader header);
        if (fault != VeilFault.None)
        {
            return fault;
        }

        if (header.ContentSamples > samples - VeilHeader.Samples)
        {
            return VeilFault.Altered;
        }

        byte[] result = new byte[header.Length];
        for (long i = 0; i < header.ContentSamples; i++)
        {
            BitGroups.Put(Sample(pixels, VeilHeader.Samples + i, channels), i, header.Bits, result);
        }

        if (Crc32.Of(result) != header.Checksum || !result.AsSpan().StartsWith(PictureVeil.Intro))
        {
            return VeilFault.Altered;
        }

        content = result;
        return VeilFault.None;
    }

    private static byte Sample(ReadOnlySpan<byte> pixels, long index, int channels)
        => pixels[(int)((index / channels * Raster.PixelInBytes) + (index % channels))];
}
