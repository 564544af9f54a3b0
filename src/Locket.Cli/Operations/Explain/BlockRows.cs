using Locket.Classic;

namespace Locket.Cli.Operations.Explain;

/// <summary>Draws bytes: a label, 16 bytes in hexadecimal, the same as text.</summary>
internal sealed class BlockRows
{
    private const int BytesPerLine = 16;
    private const int LabelWidth = 11;

    private readonly TextWriter _output;
    private readonly Paint _paint;

    public BlockRows(TextWriter output, Paint paint)
    {
        _output = output;
        _paint = paint;
    }

    /// <summary>Bytes in hexadecimal, as many to a line as fit, at most 16.</summary>
    public static IEnumerable<string> HexLines(ReadOnlyMemory<byte> bytes, int width)
    {
        // Halves and quarters of 16 keep columns comparable.
        int perLine = (width + 1) / 3 >= BytesPerLine ? BytesPerLine : BytesPerLine / 2;
        for (int at = 0; at < bytes.Length || at == 0; at += perLine)
        {
            yield return Hex(bytes.Slice(at, Math.Min(perLine, bytes.Length - at)).Span);
        }
    }

    public void Write(ExplanationRow row, string margin)
    {
        for (int at = 0; at < row.Bytes.Length; at += BytesPerLine)
        {
            ReadOnlyMemory<byte> line = row.Bytes.Slice(at, Math.Min(BytesPerLine, row.Bytes.Length - at));
            string label = (at == 0 ? row.Label : string.Empty).PadRight(LabelWidth);
            bool[] marked = [.. Enumerable.Range(at, line.Length).Select(row.Marked.Contains)];
            string hex = string.Join(' ', line.ToArray().Select((value, i) => Painted($"{value:x2}", marked[i])));
            string gap = new(' ', ((BytesPerLine - line.Length) * 3) + 2);
            string text = string.Concat(ExplanationValue.Printable(line.Span).Select((sign, i) => Painted(sign.ToString(), marked[i])));
            _output.WriteLine($"{margin}{label}{hex}{gap}{text}");
            if (marked.Contains(true))
            {
                string pointers = string.Join(' ', marked.Select(at => at ? "^^" : "  "));
                _output.WriteLine((margin + new string(' ', LabelWidth) + _paint.Marked(pointers.TrimEnd())).TrimEnd());
            }
        }
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        List<string> words = [];
        foreach (byte value in bytes)
        {
            words.Add($"{value:x2}");
        }

        return string.Join(' ', words);
    }

    private string Painted(string text, bool isMarked) => isMarked ? _paint.Marked(text) : text;
}
