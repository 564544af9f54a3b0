using System.CommandLine.Parsing;
using System.Globalization;
using Locket.Cli.Values;

namespace Locket.Cli.Commands;

/// <summary>Turns the text of an option into its value, or says what it should have been.</summary>
internal static class OptionParsers
{
    public static int Integer(ArgumentResult result, int minimum, int maximum) => Integer(result, result.Tokens[0].Value, minimum, maximum);

    public static int Descriptor(ArgumentResult result, string text) => Integer(result, text, 0, 1_048_575);

    private static int Integer(ArgumentResult result, string text, int minimum, int maximum)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        result.AddError(
            string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a whole number from {minimum} to {maximum} ({NameOf(result)})"));
        return 0;
    }

    /// <summary>Memory, in KiB, from a size with its unit.</summary>
    public static int MemoryInKiB(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ByteSize.TryParse(text, out long bytes, needsUnit: true) && bytes >= 1024 && bytes / 1024 <= int.MaxValue)
        {
            return (int)(bytes / 1024);
        }

        result.AddError($"'{text}' is not an amount of memory with its unit, like 256MiB or 1GiB ({NameOf(result)})");
        return 0;
    }

    public static string? Choice(ArgumentResult result, params ReadOnlySpan<string> choices)
    {
        string text = result.Tokens[0].Value;
        if (choices.Contains(text))
        {
            return text;
        }

        result.AddError($"'{text}' is not one of {string.Join(", ", choices)}");
        return null;
    }

    /// <summary>
    /// The digits of bytes in hexadecimal. As text, since an option of bytes that is not given would be no bytes instead of none.
    /// </summary>
    public static string? Hex(ArgumentResult result, int maximumLengthInBytes)
    {
        string text = result.Tokens[0].Value;
        if (text.Length <= 2 * maximumLengthInBytes && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
        {
            return text;
        }

        result.AddError(string.Create(
            CultureInfo.InvariantCulture,
            $"'{text}' is not hexadecimal with two digits for each of at most {maximumLengthInBytes} bytes ({NameOf(result)})"));
        return null;
    }

    public static ByteRange Range(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ByteRange.TryParse(text, out ByteRange range))
        {
            return range;
        }

        result.AddError(
            $"'{text}' is not a range; write A-B (both included), A+COUNT, A- or -LAST, as in 0-1023, 1MiB+64KiB, 1GiB-, -4KiB");
        return default;
    }

    private static string NameOf(ArgumentResult result) => (result.Parent as OptionResult)?.IdentifierToken?.Value ?? "value";
}
