namespace Locket.Pictures.Redaction;

/// <summary>
/// How much of its coefficients the scans of a progressive JPEG have told (ISO/IEC 10918-1, G.1.1.1), as decoders keep account of it: what
/// the last scan says of a coefficient counts, whatever earlier ones said.
/// </summary>
internal sealed class JpegProgression
{
    private const int Coefficients = 64;

    /// <summary>Those that decoders know how to make up, in their order in a block: the mean, and those next to it.</summary>
    private const int MadeUpCoefficients = 10;

    private const int Untold = -1;

    private readonly byte[] _names;

    /// <summary>Of each color by its place in the frame, the bits that its coefficients lack.</summary>
    private readonly int[][] _lacking;

    /// <param name="names">Of the colors, as the frame has them.</param>
    public JpegProgression(byte[] names)
    {
        _names = names;
        _lacking = [.. names.Select(_ => Enumerable.Repeat(Untold, Coefficients).ToArray())];
        IsContradictory = names.Distinct().Count() != names.Length;
    }

    /// <summary>
    /// Whether names or scans do not go together. What a decoder makes of that is its own affair: nothing is to be relied on.
    /// </summary>
    public bool IsContradictory { get; private set; }

    /// <summary>Whether nothing is left for a decoder to make up.</summary>
    public bool IsComplete => !IsContradictory && _lacking.All(color => color.Take(MadeUpCoefficients).All(bits => bits == 0));

    /// <param name="scan">The content of its header: the number of colors, of each its name and its tables; first and last coefficient,
    /// bits lacking before and now (B.2.3).</param>
    public void Add(ReadOnlySpan<byte> scan)
    {
        int colors = scan.IsEmpty ? 0 : scan[0];
        int end = 1 + (colors * 2);
        if (colors == 0 || scan.Length != end + 3 || scan[end] > scan[end + 1] || scan[end + 1] >= Coefficients)
        {
            IsContradictory = true;
            return;
        }

        for (int i = 0; i < colors; i++)
        {
            int color = Array.IndexOf(_names, scan[1 + (i * 2)]);
            if (color < 0)
            {
                IsContradictory = true;
                continue;
            }

            for (int k = scan[end]; k <= scan[end + 1]; k++)
            {
                Add(ref _lacking[color][k], before: scan[end + 2] >> 4, now: scan[end + 2] & 15);
            }
        }
    }

    private void Add(ref int lacking, int before, int now)
    {
        // A first scan comes once; each further one begins where the last ended, and tells one bit more.
        IsContradictory |= before == 0 ? lacking != Untold : lacking != before || now != before - 1;
        lacking = now;
    }
}
