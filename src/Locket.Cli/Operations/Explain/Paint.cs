using System.Globalization;

namespace Locket.Cli.Operations.Explain;

/// <summary>Colors for a terminal, or none.</summary>
internal sealed class Paint
{
    private const string Plain = "\e[0m";

    public Paint(bool isColored)
    {
        IsColored = isColored;
    }

    public bool IsColored { get; }

    public string Heading(string text) => With("\e[1m", text);

    public string Quiet(string text) => With("\e[2m", text);

    public string Marked(string text) => With("\e[1;31m", text);

    /// <summary>Two pixels, one above the other, in one character.</summary>
    public static string Pixels(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower) => string.Create(
        CultureInfo.InvariantCulture, $"\e[38;2;{upper[0]};{upper[1]};{upper[2]};48;2;{lower[0]};{lower[1]};{lower[2]}m▀{Plain}");

    private string With(string color, string text) => IsColored ? color + text + Plain : text;
}
