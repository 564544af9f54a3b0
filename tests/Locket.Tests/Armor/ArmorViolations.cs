using System.Text;
using Xunit;

namespace Locket.Tests.Armor;

/// <summary>Every rule of the armor broken once: name, text, whether that is a truncation, the bytes intact before.</summary>
public sealed class ArmorViolations : TheoryData<string, byte[], bool, int>
{
    public ArmorViolations()
    {
        byte[] bytes = ArmorText.Bytes(200);
        string good = Encoding.ASCII.GetString(ArmorText.Of(bytes));
        string windows = Encoding.ASCII.GetString(ArmorText.Of(bytes, "\r\n"));
        string[] lines = good.Split('\n');
        string endLine = ArmorText.End + "\n";

        Broken("line before begin", "\n" + good, 0);
        Broken("byte order mark", "\u00ef\u00bb\u00bf" + good, 0);
        Broken("other marker", good.Replace("BEGIN LOCKET", "BEGIN SOCKET", StringComparison.Ordinal), 0);
        Broken("space after begin marker", good.Replace("-----\n", "----- \n", StringComparison.Ordinal), 0);
        Broken("begin line ends with CR", good.Replace(ArmorText.Begin + "\n", ArmorText.Begin + "\r", StringComparison.Ordinal), 0);
        Broken("first line end CR LF, others LF", good.Replace(ArmorText.Begin + "\n", ArmorText.Begin + "\r\n", StringComparison.Ordinal), 0);
        Broken("first line end LF, others CR LF", windows.Replace(ArmorText.Begin + "\r\n", ArmorText.Begin + "\n", StringComparison.Ordinal), 0);
        Broken("one line end LF among CR LF", windows.Replace(lines[3] + "\r\n", lines[3] + "\n", StringComparison.Ordinal), 96);
        Broken("one line end CR LF among LF", good.Replace(lines[3] + "\n", lines[3] + "\r\n", StringComparison.Ordinal), 96);
        Broken("last line end CR LF among LF", good.Replace(lines[5] + "\n", lines[5] + "\r\n", StringComparison.Ordinal), 192);
        Broken("last line end LF among CR LF", windows.Replace(lines[5] + "\r\n", lines[5] + "\n", StringComparison.Ordinal), 192);
        Broken("empty line", good.Replace(lines[2], "\n" + lines[2], StringComparison.Ordinal), 48);
        Broken("short line before others", good.Replace(lines[2], lines[2][..60], StringComparison.Ordinal), 93);
        Broken("60 and 68 characters", good.Replace(lines[2] + "\n", lines[2][..60] + "\n" + lines[2][60..], StringComparison.Ordinal), 93);
        Broken("68 characters", good.Replace(lines[2], lines[2] + "AAAA", StringComparison.Ordinal), 48);
        Broken("one line of all", good.Replace("\n", string.Empty, StringComparison.Ordinal).Insert(27, "\n"), 0);
        Broken("space in a line", good.Replace(lines[2], lines[2][..30] + " " + lines[2][31..], StringComparison.Ordinal), 48);
        Broken("trailing space", good.Replace(lines[2], lines[2] + " ", StringComparison.Ordinal), 48);
        Broken("tab for the last characters", good.Replace(lines[2], lines[2][..60] + "\t\t\t\t", StringComparison.Ordinal), 48);
        Broken("URL alphabet", good.Replace(lines[2], lines[2][..30] + "_" + lines[2][31..], StringComparison.Ordinal), 48);
        Broken("zero byte", good.Replace(lines[2], lines[2][..30] + "\0" + lines[2][31..], StringComparison.Ordinal), 48);
        Broken("padding before the last line", good.Replace(lines[2], System.Convert.ToBase64String(bytes[48..95]), StringComparison.Ordinal), 95);
        Broken("unpadded last line", good.Replace(lines[5], lines[5].TrimEnd('='), StringComparison.Ordinal), 192);
        Broken("last line of padding", good.Replace(lines[5], "====", StringComparison.Ordinal), 192);
        Broken("two short lines", good.Replace(endLine, lines[5] + "\n" + endLine, StringComparison.Ordinal), 200);
        Broken("unused bits", UnusedBits(good, lines[5]), 192);
        Broken("other end marker", good.Replace(ArmorText.End, "-----END LOCKET FILES----", StringComparison.Ordinal), 200);
        Broken("end marker with more", good.Replace(endLine, ArmorText.End + " \n", StringComparison.Ordinal), 200);
        Broken("end marker with CR", good.Replace(endLine, ArmorText.End + "\r", StringComparison.Ordinal), 200);
        Broken("end line CR LF among LF", good.Replace(endLine, ArmorText.End + "\r\n", StringComparison.Ordinal), 200);
        Broken("end line LF among CR LF", windows[..^2] + "\n", 200);
        Broken("second line end", good + "\n", 200);
        Broken("a file after the end", good + good, 200);
        Broken("much after the end", good + new string('\n', 100_000), 200);

        Add("no end line", Encoding.Latin1.GetBytes(good.Replace(endLine, string.Empty, StringComparison.Ordinal)), true, 200);
        Add("a dash for the end line", Encoding.Latin1.GetBytes(good.Replace(endLine, "-", StringComparison.Ordinal)), true, 200);
        Broken("no line of base64", ArmorText.Begin + "\n" + endLine, 0);
        Broken("65 characters at the end of CR LF text", windows[..(29 + 66)] + new string('A', 65), 48);
        Add("64 characters and CR at the end", Encoding.Latin1.GetBytes(windows[..(29 + 66 + 65)]), true, 48);
        Add("a wrong character in a cut line", Encoding.Latin1.GetBytes(good[..(28 + 65)] + "ab*"), true, 48);
        Add("a cut line for the end line", Encoding.Latin1.GetBytes(good.Replace(endLine, "QUJD", StringComparison.Ordinal)), true, 200);
        Add("a cut wrong marker for the end line", Encoding.Latin1.GetBytes(good.Replace(endLine, "-----END OTHER FILE--------", StringComparison.Ordinal)), true, 200);
        Add("begin line alone", Encoding.Latin1.GetBytes(ArmorText.Begin + "\n"), true, 0);
        Add("nothing", [], true, 0);
    }

    private void Broken(string name, string text, int intactBytes)
        => Add(name, Encoding.Latin1.GetBytes(text), false, intactBytes);

    private static string UnusedBits(string good, string lastLine)
    {
        // 8 bytes in 12 characters with one '=': the two lowest bits of the last character must be zero.
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        char altered = Alphabet[Alphabet.IndexOf(lastLine[^2], StringComparison.Ordinal) + 1];
        return good.Replace(lastLine, lastLine[..^2] + altered + "=", StringComparison.Ordinal);
    }
}
