using System.Globalization;
using System.Text;

namespace Locket.Cli.Tests.Cases;

/// <summary>
/// Splits a line at its spaces; <c>"…"</c> keeps them and knows <c>\n \r \t \e \" \\ \u{…}</c>, and <c>*N</c> after a quote repeats.
/// </summary>
internal static class CaseWords
{
    public static IReadOnlyList<string> Split(string line, int number)
    {
        List<string> words = [];
        int at = 0;
        while (true)
        {
            while (at < line.Length && line[at] == ' ')
            {
                at++;
            }

            if (at == line.Length)
            {
                return words;
            }

            StringBuilder word = new();
            while (at < line.Length && line[at] != ' ')
            {
                if (line[at] == '"')
                {
                    word.Append(Quoted(line, ref at, number));
                }
                else
                {
                    word.Append(line[at++]);
                }
            }

            words.Add(word.ToString());
        }
    }

    private static string Quoted(string line, ref int at, int number)
    {
        StringBuilder text = new();
        for (at++; at < line.Length && line[at] != '"'; at++)
        {
            text.Append(line[at] == '\\' ? Escaped(line, ref at, number) : line[at]);
        }

        if (at++ >= line.Length)
        {
            throw new FormatException($"line {number}: a quote is not closed");
        }

        if (at >= line.Length || line[at] != '*')
        {
            return text.ToString();
        }

        int end = ++at;
        while (end < line.Length && char.IsAsciiDigit(line[end]))
        {
            end++;
        }

        int count = int.Parse(line.AsSpan(at, end - at), CultureInfo.InvariantCulture);
        at = end;
        return new StringBuilder().Insert(0, text.ToString(), count).ToString();
    }

    private static string Escaped(string line, ref int at, int number)
    {
        char kind = line[++at];
        if (kind != 'u')
        {
            return kind switch
            {
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                'e' => "\e",
                '"' or '\\' => kind.ToString(),
                _ => throw new FormatException($"line {number}: '\\{kind}' is not known"),
            };
        }

        int end = line.IndexOf('}', at);
        Rune rune = new(int.Parse(line.AsSpan(at + 2, end - at - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        at = end;
        return rune.ToString();
    }
}
