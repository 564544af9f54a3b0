namespace Locket.Pictures.Previews;

/// <summary>
/// Along one side of a picture: which samples lie under each pixel of its preview, and with what share of the pixel's length.
/// </summary>
internal sealed class SharedLengths
{
    private readonly int[] _starts;
    private readonly (int Cell, float Share)[] _shares;

    /// <param name="side">Of the picture, in pixels.</param>
    /// <param name="small">Of the preview, in pixels.</param>
    /// <param name="cell">Pixels of the picture that a sample stands for. The last sample may stand for fewer.</param>
    public SharedLengths(int side, int small, int cell)
    {
        // In units of which a pixel of the picture has as many as the preview has pixels, and the other way round.
        long cellLength = (long)cell * small;
        List<(int, float)> shares = [];
        _starts = new int[small + 1];
        for (int pixel = 0; pixel < small; pixel++)
        {
            long begin = (long)pixel * side;
            long end = begin + side;
            while (begin < end)
            {
                long next = Math.Min(end, ((begin / cellLength) + 1) * cellLength);
                shares.Add(((int)(begin / cellLength), (next - begin) / (float)side));
                begin = next;
            }

            _starts[pixel + 1] = shares.Count;
        }

        _shares = [.. shares];
    }

    /// <summary>The samples under a pixel, with shares that make 1.</summary>
    public ReadOnlySpan<(int Cell, float Share)> Under(int pixel) => _shares.AsSpan(_starts[pixel], _starts[pixel + 1] - _starts[pixel]);
}
