using System.Text;
using Locket.Metadata;
using Xunit;

namespace Locket.Tests.Metadata;

public sealed class SafeFileNameTests
{
    private static readonly string[] Shards =
    [
        "a", "B", "é", "漢", "😀", ".", "..", " ", "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "\0", "\n", "\u007F", "\u0085",
        "\u202E", "\u2066", "\uFEFF", "\uD800", "\uDC00", "CON", "nul", "com1", "LPT\u00B2", "CONIN$", "_", "-", ".txt",
        ".verylongextension", "conin$.", "aux .x", "                ", "0123456789012345678901234567890123456789",
    ];

    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("../../etc/passwd", ".._.._etc_passwd")]
    [InlineData(@"C:\a:b.txt", "C__a_b.txt")]
    [InlineData("..", "unnamed")]
    [InlineData(".", "unnamed")]
    [InlineData("", "unnamed")]
    [InlineData(" . . ", "unnamed")]
    [InlineData("a..b. . ", "a..b")]
    [InlineData(" a", " a")]
    [InlineData(".hidden", ".hidden")]
    [InlineData("a<b>c\"d|e?f*g", "a_b_c_d_e_f_g")]
    [InlineData("a\u202Etxt.exe", "a_txt.exe")]
    [InlineData("a\uFEFFb\u061Cc\u200Ed\u200Fe\u2069f\u2028g", "a_b_c_d_e_f_g")]
    [InlineData("a\0b\nc\u001Fd\u007Fe\u009Ff", "a_b_c_d_e_f")]
    [InlineData("con", "_con")]
    [InlineData("Prn.", "_Prn")]
    [InlineData("AUX.h", "_AUX.h")]
    [InlineData("Nul .tar.gz", "_Nul .tar.gz")]
    [InlineData("COM0", "_COM0")]
    [InlineData("com9.log", "_com9.log")]
    [InlineData("lpt².txt", "_lpt².txt")]
    [InlineData("conin$", "_conin$")]
    [InlineData("CONOUT$.txt", "_CONOUT$.txt")]
    [InlineData("console", "console")]
    [InlineData("COM10", "COM10")]
    [InlineData("COMa", "COMa")]
    [InlineData("e\u0301", "e\u0301")]
    public void From_Name_GivesTheDocumentedOne(string name, string expected) => Assert.Equal(expected, SafeFileName.From(name));

    [Fact]
    public void From_LoneSurrogates_AreReplaced()
    {
        Assert.Equal("a_b", SafeFileName.From("a\uD800b"));
        Assert.Equal("__", SafeFileName.From("\uDC00\uD800"));
        Assert.Equal("😀", SafeFileName.From("😀"));
    }

    [Fact]
    public void From_LongNames_AreCutBetweenCodePointsBeforeAShortExtension()
    {
        Assert.Equal(new string('é', 125) + ".jpeg", SafeFileName.From(new string('é', 200) + ".jpeg"));
        Assert.Equal(new string('a', 255), SafeFileName.From(new string('a', 255)));
        Assert.Equal(new string('a', 255), SafeFileName.From(new string('a', 300)));
        Assert.Equal(new string('a', 239) + ".123456789012345", SafeFileName.From(new string('a', 300) + ".123456789012345"));
        Assert.Equal(new string('a', 255), SafeFileName.From(new string('a', 300) + ".1234567890123456"));
        Assert.Equal("." + new string('a', 254), SafeFileName.From("." + new string('a', 300)));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 63)), SafeFileName.From(string.Concat(Enumerable.Repeat("😀", 64))));
        Assert.Equal("_CON", SafeFileName.From("CON" + new string(' ', 300) + "x"));
        Assert.Equal("_con." + new string('a', 250), SafeFileName.From("con." + new string('a', 251)));
    }

    [Fact]
    public void From_RandomNames_KeepsEveryPromise()
    {
        Random random = new(7);
        for (int round = 0; round < 50_000; round++)
        {
            StringBuilder name = new();
            for (int parts = random.Next(12); parts > 0; parts--)
            {
                string shard = random.Next(8) == 0 ? ((char)random.Next(0x10000)).ToString() : Shards[random.Next(Shards.Length)];
                name.Insert(name.Length, shard, random.Next(10) == 0 ? random.Next(200) : 1);
            }

            string safe = SafeFileName.From(name.ToString());
            Assert.Equal(safe, SafeFileName.From(safe));
            Assert.InRange(new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(safe), 1, 255);
            Assert.DoesNotContain(safe, "/\\:<>\"|?*\u202E\u2066\uFEFF".Contains);
            Assert.DoesNotContain(safe, char.IsControl);
            Assert.False(safe is "." or "..");
            Assert.False(safe[^1] is '.' or ' ');
            Assert.DoesNotMatch(@"(?i)\A(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\.|\z)", safe);
        }
    }
}
