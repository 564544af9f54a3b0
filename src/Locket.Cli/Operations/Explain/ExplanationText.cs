using System.Globalization;
using Locket.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Explain;

/// <summary>Draws an explanation for people, 80 columns wide.</summary>
internal sealed class ExplanationText
{
    public const int Width = 80;

    private const int Indent = 3;
    private const int WidestName = 27;

    private static readonly string Margin = new(' ', Indent);

    private readonly TextWriter _output;
    private readonly Paint _paint;
    private readonly BlockRows _rows;

    public ExplanationText(TextWriter output, Paint paint)
    {
        _output = output;
        _paint = paint;
        _rows = new BlockRows(output, paint);
    }

    public void Write(SchemeExplanation explanation)
    {
        Lines($"{explanation.Scheme}: {explanation.Title}", string.Empty, _paint.Heading);
        _output.WriteLine();
        Lines(explanation.Summary, string.Empty);
        _output.WriteLine();
        Lines(explanation.Inputs, string.Empty, _paint.Quiet);
        if (explanation.Warning is { } warning)
        {
            _output.WriteLine();
            Lines($"WARNING: {warning}", string.Empty, _paint.Heading);
        }

        ExplanationPart? part = null;
        int number = 0;
        foreach (ExplanationStep step in explanation.Steps)
        {
            if (part != step.Part)
            {
                part = step.Part;
                _output.WriteLine();
                _output.WriteLine(_paint.Heading(TitleOf(step.Part)));
            }

            Write(step, ++number);
        }
    }

    private static string TitleOf(ExplanationPart part) => part switch
    {
        ExplanationPart.HowItWorks => "HOW IT WORKS",
        ExplanationPart.WhatGoesWrong => "WHAT GOES WRONG",
        _ => "WHAT LOCKET DOES INSTEAD",
    };

    private void Write(ExplanationStep step, int number)
    {
        _output.WriteLine();
        _output.WriteLine(_paint.Heading(string.Create(CultureInfo.InvariantCulture, $"{number,2} {step.Title}")));
        Lines(step.Text, Margin);
        if (step.Layout.Count > 0)
        {
            _output.WriteLine();
            LayoutBoxes.Write(step.Layout, Margin, Width - Indent, _output);
        }

        WriteRows(step.Rows);
        WriteValues(step.Values);
        WriteTable(step.Table);
        if (step.Pictures.Count > 0)
        {
            _output.WriteLine();
            new HalfBlocks(_output, _paint).Write(step.Pictures, Margin);
        }

        if (step.Conclusion is { } conclusion)
        {
            _output.WriteLine();
            Lines(conclusion, Margin);
        }
    }

    private void WriteRows(IReadOnlyList<ExplanationRow> rows)
    {
        if (rows.Count > 0)
        {
            _output.WriteLine();
            foreach (ExplanationRow row in rows)
            {
                _rows.Write(row, Margin);
            }
        }
    }

    private void WriteValues(IReadOnlyList<ExplanationValue> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        _output.WriteLine();
        int first = Math.Min(WidestName, values.Max(value => value.Name.Length)) + 2;
        foreach (ExplanationValue value in values)
        {
            string lead = Margin + value.Name.PadRight(first);
            int room = Width - Indent - first;
            if (value.Name.Length + 2 > first)
            {
                _output.WriteLine(Margin + value.Name);
                lead = Margin + new string(' ', first);
            }

            foreach (string line in value.Bytes is { } bytes ? BlockRows.HexLines(bytes, room) : BrokenText.Lines(value.Text!, room))
            {
                _output.WriteLine(lead + line);
                lead = Margin + new string(' ', first);
            }
        }
    }

    private void WriteTable(ExplanationTable? table)
    {
        if (table is null)
        {
            return;
        }

        _output.WriteLine();
        int[] widths = [.. table.Heads.Select((head, column) => Math.Max(head.Length, table.Rows.Max(row => row[column].Length)))];
        foreach (IReadOnlyList<string> row in table.Rows.Prepend(table.Heads))
        {
            _output.WriteLine((Margin + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])))).TrimEnd());
        }
    }

    private void Lines(string text, string margin, Func<string, string>? paint = null)
    {
        foreach (string line in WrappedText.Lines(text, Width - margin.Length))
        {
            _output.WriteLine(margin + (paint is null ? line : paint(line)));
        }
    }
}
