using System.Globalization;
using Locket.Classic;

namespace Locket.Cli.Operations.Explain;

/// <summary>Draws a byte layout as boxes beside each other, as wide as their names, in as many lines as it takes.</summary>
internal static class LayoutBoxes
{
    public static void Write(IReadOnlyList<ExplanationField> fields, string margin, int width, TextWriter output)
    {
        List<string> line = [];
        foreach (ExplanationField field in fields)
        {
            string cell = string.Create(CultureInfo.InvariantCulture, $" {field.Name} {field.LengthInBytes} ");
            if (line.Count > 0 && line.Sum(word => word.Length + 1) + cell.Length + 2 > width)
            {
                WriteLine(line, margin, output);
                line.Clear();
            }

            line.Add(cell);
        }

        WriteLine(line, margin, output);
    }

    private static void WriteLine(List<string> cells, string margin, TextWriter output)
    {
        output.WriteLine($"{margin}┌{string.Join('┬', cells.Select(cell => new string('─', cell.Length)))}┐");
        output.WriteLine($"{margin}│{string.Join('│', cells)}│");
        output.WriteLine($"{margin}└{string.Join('┴', cells.Select(cell => new string('─', cell.Length)))}┘");
    }
}
