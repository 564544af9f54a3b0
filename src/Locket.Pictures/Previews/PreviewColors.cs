using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Previews;

/// <summary>Brings the samples of all colors to the preview's size, and makes pixels of them.</summary>
internal sealed class PreviewColors
{
    private const float Middle = 128;

    private readonly JpegFrame _frame;
    private readonly bool _isRgb;
    private readonly int _width;
    private readonly int _height;

    public PreviewColors(JpegFrame frame, int maxSide, bool isRgb)
    {
        _frame = frame;
        _isRgb = isRgb;
        (_width, _height) = BoxScaler.Fit(frame.Width, frame.Height, maxSide);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Raster Make()
    {
        float[][] colors = [.. _frame.Components.Select(Scale)];
        Raster made = new(_width, _height);
        Span<byte> pixels = made.Pixels;
        bool isGray = colors.Length == 1;
        for (int i = 0, at = 0; at < pixels.Length; i++, at += Raster.PixelInBytes)
        {
            float first = colors[0][i];
            (float red, float green, float blue) = (first, first, first);
            if (!isGray)
            {
                (float second, float third) = (colors[1][i], colors[2][i]);
                (red, green, blue) = _isRgb ? (first, second, third) : FromYCbCr(first, second - Middle, third - Middle);
            }

            pixels[at] = Level(red);
            pixels[at + 1] = Level(green);
            pixels[at + 2] = Level(blue);
            pixels[at + 3] = byte.MaxValue;
        }

        return made;
    }

    /// <summary>JFIF 1.02: ITU-R BT.601 with all 256 levels.</summary>
    private static (float Red, float Green, float Blue) FromYCbCr(float y, float cb, float cr)
        => (y + (1.402f * cr), y - (0.344136f * cb) - (0.714136f * cr), y + (1.772f * cb));

    private static byte Level(float value) => (byte)Math.Clamp(value + 0.5f, 0, byte.MaxValue);

    /// <summary>Each pixel of the preview is the mean of the samples under it, by the areas that they share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float[] Scale(JpegComponent color)
    {
        SharedLengths across = new(_frame.Width, _width, color.CellWidth);
        SharedLengths down = new(_frame.Height, _height, color.CellHeight);
        float[] scaled = new float[_width * _height];
        float[] sums = new float[color.Stride];
        for (int y = 0; y < _height; y++)
        {
            // 1. The rows under this one, added up by their shares.
            Array.Clear(sums);
            foreach ((int row, float share) in down.Under(y))
            {
                Add(color.Samples.AsSpan(row * color.Stride, color.Stride), share, sums);
            }

            // 2. The same across.
            Span<float> to = scaled.AsSpan(y * _width, _width);
            for (int x = 0; x < to.Length; x++)
            {
                float sum = 0;
                foreach ((int column, float share) in across.Under(x))
                {
                    sum += share * sums[column];
                }

                to[x] = sum;
            }
        }

        return scaled;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<byte> samples, float share, Span<float> sums)
    {
        int x = 0;
        for (; x <= samples.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(samples.Slice(x, Vector128<byte>.Count)));
            Add(low, share, sums[x..]);
            Add(high, share, sums[(x + Vector128<ushort>.Count)..]);
        }

        for (; x < samples.Length; x++)
        {
            sums[x] += share * samples[x];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector128<ushort> samples, float share, Span<float> sums)
    {
        Vector256<float> values = Vector256.ConvertToSingle(Vector256.WidenLower(samples.ToVector256()).AsInt32());
        ((values * share) + Vector256.Create<float>(sums[..Vector256<float>.Count])).CopyTo(sums);
    }
}
