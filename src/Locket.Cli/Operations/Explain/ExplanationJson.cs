using System.Text;
using System.Text.Json;
using Locket.Classic;
using Locket.Cli.Json;

namespace Locket.Cli.Operations.Explain;

/// <summary>Explanations as one JSON object on one line. Bytes are lower-case hexadecimal.</summary>
internal static class ExplanationJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JsonText.Encoder };

    public static string WriteList(IReadOnlyList<ExplainableScheme> schemes) => Write(json =>
    {
        json.WriteStartArray("schemes");
        foreach (ExplainableScheme scheme in schemes)
        {
            json.WriteStartObject();
            json.WriteString("scheme", scheme.Name);
            json.WriteString("title", scheme.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Write(SchemeExplanation explanation) => Write(json =>
    {
        json.WriteString("scheme", explanation.Scheme);
        json.WriteString("title", explanation.Title);
        json.WriteString("summary", explanation.Summary);
        json.WriteBoolean("isExample", explanation.IsExample);
        json.WriteString("inputs", explanation.Inputs);
        json.WriteString("warning", explanation.Warning);
        json.WriteStartArray("steps");
        foreach (ExplanationStep step in explanation.Steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
    });

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ExplanationStep step)
    {
        json.WriteStartObject();
        json.WriteString("part", step.Part switch
        {
            ExplanationPart.HowItWorks => "how-it-works",
            ExplanationPart.WhatGoesWrong => "what-goes-wrong",
            _ => "what-locket-does",
        });
        json.WriteString("title", step.Title);
        json.WriteString("text", step.Text);
        WriteArray(json, "layout", step.Layout, field =>
        {
            json.WriteString("name", field.Name);
            json.WriteNumber("lengthInBytes", field.LengthInBytes);
        });
        WriteArray(json, "rows", step.Rows, row =>
        {
            json.WriteString("label", row.Label);
            json.WriteString("bytes", Convert.ToHexStringLower(row.Bytes.Span));
            json.WriteStartArray("marked");
            foreach (int index in row.Marked)
            {
                json.WriteNumberValue(index);
            }

            json.WriteEndArray();
        });
        WriteArray(json, "values", step.Values, value =>
        {
            json.WriteString("name", value.Name);
            json.WriteString("bytes", value.Bytes is { } bytes ? Convert.ToHexStringLower(bytes.Span) : null);
            json.WriteString("text", value.Text);
        });
        WriteTable(json, step.Table);
        WriteArray(json, "pictures", step.Pictures, picture =>
        {
            json.WriteString("name", picture.Name);
            json.WriteString("caption", picture.Caption);
            json.WriteNumber("width", picture.Width);
            json.WriteNumber("height", picture.Height);
            json.WriteString("pixels", Convert.ToHexStringLower(picture.Pixels.Span));
        });
        json.WriteString("conclusion", step.Conclusion);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTable(Utf8JsonWriter json, ExplanationTable? table)
    {
        if (table is null)
        {
            json.WriteNull("table");
            return;
        }

        json.WriteStartArray("table");
        foreach (IReadOnlyList<string> row in table.Rows.Prepend(table.Heads))
        {
            json.WriteStartArray();
            foreach (string cell in row)
            {
                json.WriteStringValue(cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
