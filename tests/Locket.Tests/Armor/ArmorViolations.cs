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
        Broken("other marker", Swap(good, "BEGIN LOCKET", "BEGIN SOCKET"), 0);
        Broken("space after begin marker", Swap(good, "-----\n", "----- \n"), 0);
        Broken("begin line ends with CR", Swap(good, ArmorText.Begin + "\n", ArmorText.Begin + "\r"), 0);
        Broken("first line end CR LF, others LF", Swap(good, ArmorText.Begin + "\n", ArmorText.Begin + "\r\n"), 0);
        Broken("first line end LF, others CR LF", Swap(windows, ArmorText.Begin + "\r\n", ArmorText.Begin + "\n"), 0);
        Broken("one line end LF among CR LF", Swap(windows, lines[3] + "\r\n", lines[3] + "\n"), 96);
        Broken("one line end CR LF among LF", Swap(good, lines[3] + "\n", lines[3] + "\r\n"), 96);
        Broken("last line end CR LF among LF", Swap(good, lines[5] + "\n", lines[5] + "\r\n"), 192);
        Broken("last line end LF among CR LF", Swap(windows, lines[5] + "\r\n", lines[5] + "\n"), 192);
        Broken("empty line", Swap(good, lines[2], "\n" + lines[2]), 48);
        Broken("short line before others", Swap(good, lines[2], lines[2][..60]), 93);
        Broken("60 and 68 characters", Swap(good, lines[2] + "\n", lines[2][..60] + "\n" + lines[2][60..]), 93);
        Broken("68 characters", Swap(good, lines[2], lines[2] + "AAAA"), 48);
        Broken("one line of all", Swap(good, "\n", string.Empty).Insert(27, "\n"), 0);
        Broken("space in a line", Swap(good, lines[2], lines[2][..30] + " " + lines[2][31..]), 48);
        Broken("trailing space", Swap(good, lines[2], lines[2] + " "), 48);
        Broken("tab for the last characters", Swap(good, lines[2], lines[2][..60] + "\t\t\t\t"), 48);
        Broken("URL alphabet", Swap(good, lines[2], lines[2][..30] + "_" + lines[2][31..]), 48);
        Broken("zero byte", Swap(good, lines[2], lines[2][..30] + "\0" + lines[2][31..]), 48);
        Broken("padding before the last line", Swap(good, lines[2], System.Convert.ToBase64String(bytes[48..95])), 95);
        Broken("unpadded last line", Swap(good, lines[5], lines[5].TrimEnd('=')), 192);
        Broken("last line of padding", Swap(good, lines[5], "===="), 192);
        Broken("two short lines", Swap(good, endLine, lines[5] + "\n" + endLine), 200);
        Broken("unused bits", UnusedBits(good, lines[5]), 192);
        Broken("other end marker", Swap(good, ArmorText.End, "-----END LOCKET FILES----"), 200);
        Broken("end marker with more", Swap(good, endLine, ArmorText.End + " \n"), 200);
        Broken("end marker with CR", Swap(good, endLine, ArmorText.End + "\r"), 200);
        Broken("end line CR LF among LF", Swap(good, endLine, ArmorText.End + "\r\n"), 200);
        Broken("end line LF among CR LF", windows[..^2] + "\n", 200);
        Broken("second line end", good + "\n", 200);
        Broken("a file after the end", good + good, 200);
        Broken("much after the end", good + new string('\n', 100_000), 200);

        Add("no end line", Encoding.Latin1.GetBytes(Swap(good, endLine, string.Empty)), true, 200);
        Add("a dash for the end line", Encoding.Latin1.GetBytes(Swap(good, endLine, "-")), true, 200);
        Broken("no line of base64", ArmorText.Begin + "\n" + endLine, 0);
        Broken("65 characters at the end of CR LF text", windows[..(29 + 66)] + new string('A', 65), 48);
        Add("64 characters and CR at the end", Encoding.Latin1.GetBytes(windows[..(29 + 66 + 65)]), true, 48);
        Add("a wrong character in a cut line", Encoding.Latin1.GetBytes(good[..(28 + 65)] + "ab*"), true, 48);
        Add("a cut line for the end line", Encoding.Latin1.GetBytes(Swap(good, endLine, "QUJD")), true, 200);
        Add("a cut wrong marker for the end line", Encoding.Latin1.GetBytes(Swap(good, endLine, "-----END OTHER FILE--------")), true, 200);
        Add("begin line alone", Encoding.Latin1.GetBytes(ArmorText.Begin + "\n"), true, 0);
        Add("nothing", [], true, 0);
    }

    private void Broken(string name, string text, int intactBytes)
        => Add(name, Encoding.Latin1.GetBytes(text), false, intactBytes);

    private static string Swap(string text, string old, string fresh) => text.Replace(old, fresh, StringComparison.Ordinal);

    private static string UnusedBits(string good, string lastLine)
    {
        // 8 bytes in 12 characters with one '=': the two lowest bits of the last character must be zero.
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        char altered = Alphabet[Alphabet.IndexOf(lastLine[^2], StringComparison.Ordinal) + 1];
        return Swap(good, lastLine, lastLine[..^2] + altered + "=");
    }
}
