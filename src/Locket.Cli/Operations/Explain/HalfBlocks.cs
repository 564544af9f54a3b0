using System.Text;
using Locket.Classic;

namespace Locket.Cli.Operations.Explain;

/// <summary>Draws pictures beside each other, two pixels to a character: in color, or with dark pixels as blocks.</summary>
internal sealed class HalfBlocks
{
    private const string Gap = "  ";

    /// <summary>Half of the brightness that a pixel can have.</summary>
    private const double Dark = 127.5;

    private readonly TextWriter _output;
    private readonly Paint _paint;

    public HalfBlocks(TextWriter output, Paint paint)
    {
        _output = output;
        _paint = paint;
    }

    public void Write(IReadOnlyList<ExplanationPicture> pictures, string margin)
    {
        int perLine = Math.Max(1, (ExplanationText.Width - margin.Length + Gap.Length) / (pictures[0].Width + Gap.Length));
        for (int first = 0; first < pictures.Count; first += perLine)
        {
            ExplanationPicture[] beside = [.. pictures.Skip(first).Take(perLine)];
            if (first > 0)
            {
                _output.WriteLine();
            }

            _output.WriteLine((margin + string.Join(Gap, beside.Select(picture => picture.Caption.PadRight(picture.Width)))).TrimEnd());
            for (int row = 0; row < beside[0].Height; row += 2)
            {
                _output.WriteLine((margin + string.Join(Gap, beside.Select(picture => Line(picture, row)))).TrimEnd());
            }
        }
    }

    private string Line(ExplanationPicture picture, int row)
    {
        StringBuilder line = new();
        for (int column = 0; column < picture.Width; column++)
        {
            ReadOnlySpan<byte> upper = Pixel(picture, column, row);
            ReadOnlySpan<byte> lower = Pixel(picture, column, Math.Min(row + 1, picture.Height - 1));
            line.Append(_paint.IsColored ? Paint.Pixels(upper, lower) : (IsDark(upper), IsDark(lower)) switch
            {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                _ => " ",
            });
        }

        return line.ToString();
    }

    private static ReadOnlySpan<byte> Pixel(ExplanationPicture picture, int column, int row)
        => picture.Pixels.Span.Slice(((row * picture.Width) + column) * ExplanationPicture.PixelInBytes, ExplanationPicture.PixelInBytes);

    // Brightness as the eye weighs it (ITU-R BT.601).
    private static bool IsDark(ReadOnlySpan<byte> pixel) => (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]) < Dark;
}
