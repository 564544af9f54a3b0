using System.Runtime.Versioning;
using System.Text;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Keys;

public sealed class KeyFileTests
{
    private static readonly string Line = "locket-key/v1 " + Convert.ToBase64String(Samples.Key.Bytes).TrimEnd('=');

    [Fact]
    public void ReadFile_WhatTheFormatAllows_IsTheKey()
    {
        string[] texts =
        [
            Line,
            Line + "\n",
            Line + "\r\n",
            "\n\n# comment\n" + Line + "\n#\n\n",
            "# one\r\n\r\n" + Line + "\r\n# two\n",
            "#\u00e9\r#\n" + Line,
            "#" + new string('x', 4096 - Line.Length - 2) + "\n" + Line,
        ];
        foreach (string text in texts)
        {
            using SymmetricKey key = Read(Encoding.UTF8.GetBytes(text));
            Assert.True(key.Bytes.SequenceEqual(Samples.Key.Bytes), text);
        }
    }

    [Fact]
    public void ReadFile_AnythingElse_IsAFormatException()
    {
        string other = Line[..^1] + (Line[^1] == 'A' ? 'E' : 'A');
        string[] texts =
        [
            "",
            "\n",
            "# only a comment",
            " " + Line,
            Line + " ",
            Line + "\r\r\n",
            Line + "=",
            Line[..^1],
            Line + "AAAA",
            Line.ToUpperInvariant(),
            Line.Replace("v1 ", "v1  ", StringComparison.Ordinal),
            Line.Replace("v1", "v2", StringComparison.Ordinal),
            Line + "\n" + Line,
            Line + "\n" + other,
            Line + "\nrubbish",
            "\uFEFF" + Line,
            Line[..^1] + "_",
            "locket-key/v1 " + new string('B', 43),
            "#" + new string('x', 4096 - Line.Length - 1) + "\n" + Line,
        ];
        foreach (string text in texts)
        {
            Assert.Throws<FormatException>(() => Read(Encoding.UTF8.GetBytes(text)));
        }

        Assert.Throws<FormatException>(() => Read([.. "#"u8, 0xFF, .. "\n"u8, .. Encoding.ASCII.GetBytes(Line)]));
        Assert.Throws<FormatException>(() => Read(new byte[100000]));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void WriteFile_NewPath_IsReadableByItsOwnerOnlyAndComesBack()
    {
        using TempFolder folder = new();
        using SymmetricKey key = SymmetricKey.Generate();
        key.WriteFile(folder.File("key"));
        using SymmetricKey back = SymmetricKey.ReadFile(folder.File("key"));
        Assert.True(key.Bytes.SequenceEqual(back.Bytes));
        Assert.Throws<IOException>(() => key.WriteFile(folder.File("key")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("key")));
        }
    }

    [Fact]
    public void Constructor_OtherLengths_IsAnArgumentException()
    {
        foreach (int length in (int[])[0, 16, 31, 33, 64])
        {
            Assert.Throws<ArgumentException>(() => new SymmetricKey(new byte[length]));
        }
    }

    private static SymmetricKey Read(byte[] bytes)
    {
        using TempFolder folder = new();
        return SymmetricKey.ReadFile(folder.Write("key", bytes));
    }
}
