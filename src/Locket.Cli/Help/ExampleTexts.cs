namespace Locket.Cli.Help;

/// <summary>The first things to try.</summary>
internal static class ExampleTexts
{
    public static IReadOnlyList<(string Line, string Meaning)> Root { get; } =
    [
        ("locket encrypt report.pdf", "asks for a password and writes report.pdf.locket beside it"),
        ("locket decrypt report.pdf.locket", "gives report.pdf back"),
        ("locket inspect report.pdf.locket", "says what can be known of the file without opening it"),
    ];
}
