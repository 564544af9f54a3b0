using System.IO.Compression;
using System.Security.Cryptography;
using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Veil;

/// <summary>Writes a veil (docs/pictures.md, "Veil").</summary>
internal static class VeilWriter
{
    /// <summary>Less than this, and a preview would show nothing.</summary>
    private const int MinPreviewSide = 256;

    public static void Write(ReadOnlySpan<byte> content, VeilOptions options, Stream output)
    {
        // 1. How large the picture is.
        int channels = options.IsGray ? 1 : 3;
        VeilHeader header = new(8 - (options.Preview?.Bits ?? 0), channels, content.Length, Crc32.Of(content));
        (int width, int height) = Size(header, options.Preview);
        VeilBackdrop? backdrop = options.Preview is null ? null : new VeilBackdrop(options.Preview, width, height, channels);
        Span<byte> headerBytes = stackalloc byte[VeilHeader.LengthInBytes];
        header.Write(headerBytes);

        // 2. Each row: random bits, then content over them, then the preview in the upper bits.
        ZLibCompressionOptions compression = new()
        {
            // Noise does not shrink; with a preview some bits of each sample do, but no sequence of samples comes again.
            CompressionLevel = backdrop is null ? 0 : 1,
            CompressionStrategy = backdrop is null ? ZLibCompressionStrategy.Default : ZLibCompressionStrategy.HuffmanOnly,
        };
        using PngWriter png = new(output, width, height, options.IsGray ? PngColor.Gray : PngColor.Rgb, compression, filters: false);
        byte[] row = new byte[width * channels];
        byte[] shown = new byte[backdrop is null ? 0 : row.Length];
        for (int y = 0; y < height; y++)
        {
            RandomNumberGenerator.Fill(row);
            long first = (long)y * row.Length;
            Span<byte> carriers = row;
            if (first < VeilHeader.Samples)
            {
                int count = (int)Math.Min(VeilHeader.Samples - first, row.Length);
                WriteHalves(headerBytes, (int)first, carriers[..count]);
                carriers = carriers[count..];
                first += count;
            }

            BitGroups.Split(content, first - VeilHeader.Samples, header.Bits, carriers);
            if (backdrop is not null)
            {
                backdrop.ReadRow(y, shown);
                Cover(row, shown, (long)y * row.Length, header.Bits);
            }

            png.AddRow(row);
        }

        png.Finish();
    }

    private static (int Width, int Height) Size(VeilHeader header, VeilPreview? preview)
    {
        long pixels = (VeilHeader.Samples + header.ContentSamples + header.Channels - 1) / header.Channels;
        double proportion = preview is null ? 1 : (double)preview.Picture.Width / preview.Picture.Height;

        // So that neither side becomes less than a few pixels, whatever the picture is like.
        proportion = Math.Clamp(proportion, 1.0 / 16, 16);
        int width = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(pixels * proportion)));
        int height = (int)((pixels + width - 1) / width);
        if (preview is not null && Math.Max(width, height) < MinPreviewSide)
        {
            width = (int)Math.Ceiling(MinPreviewSide * Math.Min(1, proportion));
            height = (int)Math.Ceiling(MinPreviewSide * Math.Min(1, 1 / proportion));

            // Rounding may have taken a row; it never takes more.
            height = Math.Max(height, (int)((pixels + width - 1) / width));
        }

        return (width, height);
    }

    private static void WriteHalves(ReadOnlySpan<byte> header, int first, Span<byte> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            int index = first + i;
            int half = index % 2 == 0 ? header[index / 2] >> 4 : header[index / 2] & 0x0F;
            samples[i] = (byte)((samples[i] & 0xF0) | half);
        }
    }

    private static void Cover(Span<byte> row, ReadOnlySpan<byte> shown, long first, int bits)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int kept = first + i < VeilHeader.Samples ? 4 : bits;
            int mask = (1 << kept) - 1;
            row[i] = (byte)((shown[i] & ~mask) | (row[i] & mask));
        }
    }
}
