using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Locket.Pictures.Pixels;

/// <summary>Makes red, green, blue and alpha of a row's samples, whatever they are.</summary>
internal sealed class PngRowReader
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly int[]? _transparent;

    public PngRowReader(PngContent content)
    {
        _header = content.Header;
        _palette = _header.Color == PngColor.Palette ? MakePalette(content) : [];
        _transparent = _header.Color is PngColor.Gray or PngColor.Rgb && !content.Transparency.IsEmpty
            ? ReadSamples(content.Transparency.Span, _header.Channels)
            : null;
    }

    /// <param name="samples">A row without its filter.</param>
    /// <param name="width">Its pixels.</param>
    /// <param name="target">A row of the picture.</param>
    /// <param name="first">The pixel of the target that the first one becomes.</param>
    /// <param name="step">How many pixels of the target further the next one goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<byte> samples, int width, Span<byte> target, int first, int step)
    {
        for (int x = 0; x < width; x++)
        {
            Span<byte> pixel = target.Slice((first + (x * step)) * Raster.PixelInBytes, Raster.PixelInBytes);
            switch (_header.Color)
            {
                case PngColor.Palette:
                    int entry = Sample(samples, x) * Raster.PixelInBytes;
                    _palette.AsSpan(entry, Raster.PixelInBytes).CopyTo(pixel);
                    break;
                case PngColor.Gray:
                    pixel[..3].Fill(Level(samples, x));
                    pixel[3] = _transparent is [int gray] && Sample(samples, x) == gray ? byte.MinValue : byte.MaxValue;
                    break;
                case PngColor.GrayAlpha:
                    pixel[..3].Fill(Level(samples, x * 2));
                    pixel[3] = Level(samples, (x * 2) + 1);
                    break;
                case PngColor.Rgb:
                    ReadColor(samples, x * 3, pixel);
                    pixel[3] = IsTransparent(samples, x * 3) ? byte.MinValue : byte.MaxValue;
                    break;
                default:
                    ReadColor(samples, x * 4, pixel);
                    pixel[3] = Level(samples, (x * 4) + 3);
                    break;
            }
        }
    }

    private static int[] ReadSamples(ReadOnlySpan<byte> bytes, int count)
    {
        int[] samples = new int[count];
        for (int i = 0; i < count; i++)
        {
            samples[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(i * sizeof(ushort))..]);
        }

        return samples;
    }

    private static byte[] MakePalette(PngContent content)
    {
        ReadOnlySpan<byte> colors = content.Palette.Span;
        ReadOnlySpan<byte> alphas = content.Transparency.Span;

        // All 256, so that an index without an entry is opaque black, as other readers have it.
        byte[] palette = new byte[256 * Raster.PixelInBytes];
        for (int i = 0; i < 256; i++)
        {
            if (i < colors.Length / 3)
            {
                colors.Slice(i * 3, 3).CopyTo(palette.AsSpan(i * Raster.PixelInBytes));
            }

            palette[(i * Raster.PixelInBytes) + 3] = i < alphas.Length ? alphas[i] : byte.MaxValue;
        }

        return palette;
    }

    private void ReadColor(ReadOnlySpan<byte> samples, int index, Span<byte> pixel)
    {
        pixel[0] = Level(samples, index);
        pixel[1] = Level(samples, index + 1);
        pixel[2] = Level(samples, index + 2);
    }

    private bool IsTransparent(ReadOnlySpan<byte> samples, int index)
        => _transparent is [int red, int green, int blue]
            && Sample(samples, index) == red && Sample(samples, index + 1) == green && Sample(samples, index + 2) == blue;

    /// <summary>A sample as 8 bits: of 16 the upper ones, of fewer spread over the whole range.</summary>
    private byte Level(ReadOnlySpan<byte> samples, int index) => _header.BitDepth switch
    {
        8 => samples[index],
        16 => samples[index * 2],
        _ => (byte)(Sample(samples, index) * byte.MaxValue / ((1 << _header.BitDepth) - 1)),
    };

    private int Sample(ReadOnlySpan<byte> samples, int index)
    {
        switch (_header.BitDepth)
        {
            case 8:
                return samples[index];
            case 16:
                return BinaryPrimitives.ReadUInt16BigEndian(samples[(index * 2)..]);
            default:
                int bit = index * _header.BitDepth;
                return (samples[bit / 8] >> (8 - _header.BitDepth - (bit % 8))) & ((1 << _header.BitDepth) - 1);
        }
    }
}
