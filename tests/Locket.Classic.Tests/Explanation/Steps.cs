using System.Globalization;
using Locket.Classic;

namespace Locket.Classic.Tests.Explanation;

/// <summary>Looks values up in an explanation by their names.</summary>
internal static class Steps
{
    public static async Task<SchemeExplanation> OfAsync(string scheme, ExplanationOptions? options = null)
        => await Explainer.ExplainAsync(scheme, options, Xunit.TestContext.Current.CancellationToken);

    public static ExplanationStep Step(this SchemeExplanation explanation, string title)
        => explanation.Steps.Single(step => string.Equals(step.Title, title, StringComparison.Ordinal));

    public static byte[] Bytes(this SchemeExplanation explanation, string title, string name)
        => explanation.Value(title, name).Bytes!.Value.ToArray();

    public static string Text(this SchemeExplanation explanation, string title, string name) => explanation.Value(title, name).Text!;

    /// <summary>All rows whose label is the prefix and a number, joined.</summary>
    public static byte[] Blocks(this SchemeExplanation explanation, string title, string prefix) =>
    [
        .. explanation.Step(title).Rows
            .Where(row => row.Label.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(row.Label.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .SelectMany(row => row.Bytes.ToArray()),
    ];

    public static byte[] Row(this SchemeExplanation explanation, string title, string label)
        => explanation.Step(title).Rows.Single(row => string.Equals(row.Label, label, StringComparison.Ordinal)).Bytes.ToArray();

    private static ExplanationValue Value(this SchemeExplanation explanation, string title, string name)
        => explanation.Step(title).Values.Single(value => string.Equals(value.Name, name, StringComparison.Ordinal));
}
