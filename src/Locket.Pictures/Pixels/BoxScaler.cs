using System.Runtime.CompilerServices;

namespace Locket.Pictures.Pixels;

/// <summary>
/// Makes a picture smaller: each pixel of the result is the mean of the pixels it stands for, weighted by their alpha. Takes the
/// picture row by row, so that no copy of the large one is needed.
/// </summary>
internal sealed class BoxScaler
{
    private const int Channels = Raster.PixelInBytes;

    private readonly int _sourceWidth;
    private readonly int _sourceHeight;
    private readonly Raster _result;
    private readonly int[] _columns;
    private readonly ulong[] _sums;
    private readonly uint[] _counts;
    private int _next;

    /// <param name="sourceWidth">In pixels.</param>
    /// <param name="sourceHeight">In pixels.</param>
    /// <param name="width">In pixels, at most the source's.</param>
    /// <param name="height">In pixels, at most the source's.</param>
    public BoxScaler(int sourceWidth, int sourceHeight, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, sourceWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, sourceHeight);
        _sourceWidth = sourceWidth;
        _sourceHeight = sourceHeight;
        _result = new Raster(width, height);
        _columns = [.. Enumerable.Range(0, width + 1).Select(x => (int)((((long)x * sourceWidth) + width - 1) / width))];
        _sums = new ulong[width * Channels];
        _counts = new uint[width];
    }

    /// <summary>The longest side becomes <paramref name="maxSide"/>, if it is longer; no side becomes less than 1.</summary>
    public static (int Width, int Height) Fit(int width, int height, int maxSide)
    {
        int longest = Math.Max(width, height);
        if (longest <= maxSide)
        {
            return (width, height);
        }

        return (Scale(width), Scale(height));

        int Scale(int side) => Math.Max(1, (int)((((long)side * maxSide) + (longest / 2)) / longest));
    }

    public static Raster Scale(Raster source, int width, int height)
    {
        BoxScaler scaler = new(source.Width, source.Height, width, height);
        for (int y = 0; y < source.Height; y++)
        {
            scaler.AddRow(source.Row(y));
        }

        return scaler.Finish();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddRow(ReadOnlySpan<byte> rgba)
    {
        if (rgba.Length != _sourceWidth * Channels || _next == _sourceHeight)
        {
            throw new ArgumentException("not a row of this picture", nameof(rgba));
        }

        for (int x = 0; x < _counts.Length; x++)
        {
            ReadOnlySpan<byte> box = rgba[(_columns[x] * Channels)..(_columns[x + 1] * Channels)];
            Span<ulong> sum = _sums.AsSpan(x * Channels, Channels);

            // One row of a box is at most 2^31 pixels, each adding less than 2^16: no overflow before the 64 bits of the sums.
            ulong red = 0, green = 0, blue = 0, alpha = 0;
            for (int i = 0; i + 3 < box.Length; i += Channels)
            {
                uint weight = box[i + 3];
                red += box[i] * weight;
                green += box[i + 1] * weight;
                blue += box[i + 2] * weight;
                alpha += weight;
            }

            sum[0] += red;
            sum[1] += green;
            sum[2] += blue;
            sum[3] += alpha;
            _counts[x] += (uint)(box.Length / Channels);
        }

        int y = (int)((long)_next * _result.Height / _sourceHeight);
        _next++;
        if (_next == _sourceHeight || (int)((long)_next * _result.Height / _sourceHeight) != y)
        {
            EmitRow(y);
        }
    }

    public Raster Finish()
        => _next == _sourceHeight ? _result : throw new InvalidOperationException("internal error: rows are missing");

    private void EmitRow(int y)
    {
        Span<byte> row = _result.Row(y);
        for (int x = 0; x < _counts.Length; x++)
        {
            Span<ulong> sum = _sums.AsSpan(x * Channels, Channels);
            Span<byte> pixel = row.Slice(x * Channels, Channels);
            ulong alpha = sum[3];
            if (alpha > 0)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    pixel[channel] = (byte)((sum[channel] + (alpha / 2)) / alpha);
                }
            }

            pixel[3] = (byte)((alpha + (_counts[x] / 2)) / _counts[x]);
        }

        Array.Clear(_sums);
        Array.Clear(_counts);
    }
}
