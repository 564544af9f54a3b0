using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Cases;

/// <summary>What the lines of a case do to files, and ask of them.</summary>
internal sealed class CaseFolder(CommandLineHarness harness)
{
    /// <summary>Does one line; false where the verb is not about files.</summary>
    public bool TryDo(string verb, IReadOnlyList<string> words)
    {
        switch (verb)
        {
            case "file":
                harness.Write(words[0], words[1]);
                return true;
            case "random":
                harness.Write(words[0], Random(words[0], Number(words[1])));
                return true;
            case "bytes":
                harness.Write(words[0], Convert.FromHexString(words[1]));
                return true;
            case "key":
                WriteKey(words[0]);
                return true;
            case "folder":
                Directory.CreateDirectory(harness.PathOf(words[0]));
                return true;
            case "delete":
                File.Delete(harness.PathOf(words[0]));
                return true;
            case "delete-folder":
                Directory.Delete(harness.PathOf(words[0]), recursive: true);
                return true;
            case "copy":
                File.Copy(harness.PathOf(words[0]), harness.PathOf(words[1]), overwrite: true);
                return true;
            case "link":
                File.CreateSymbolicLink(harness.PathOf(words[0]), words[1]);
                return true;
            case "time":
                File.SetLastWriteTimeUtc(harness.PathOf(words[0]), Time(words[1]));
                return true;
            case "mode":
                SetMode(words[0], words[1]);
                return true;
            default:
                return TryDamage(verb, words) || TryAsk(verb, words);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Time(string text)
        => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    /// <summary>The same bytes for the same name in every run.</summary>
    private static byte[] Random(string name, int length)
    {
        byte[] bytes = new byte[length];
        Span<byte> state = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        for (int at = 0; at < length; at += state.Length)
        {
            state = SHA256.HashData(state);
            state[..Math.Min(state.Length, length - at)].CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    private void WriteKey(string name)
    {
        string key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(name))).TrimEnd('=');
        harness.Write(name, $"locket-key/v1 {key}\n");
    }

    private void SetMode(string name, string octal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new NotSupportedException("a case with modes says: needs unix");
        }

        File.SetUnixFileMode(harness.PathOf(name), (UnixFileMode)Convert.ToInt32(octal, 8));
    }

    private bool TryDamage(string verb, IReadOnlyList<string> words)
    {
        switch (verb)
        {
            case "flip":
                Change(words[0], bytes => bytes[Offset(words[1], bytes.Length)] ^= 1);
                return true;
            case "cut":
                byte[] whole = harness.Read(words[0]);
                harness.Write(words[0], whole.AsSpan(0, Offset(words[1], whole.Length)));
                return true;
            case "append":
                harness.Write(words[0], [.. harness.Read(words[0]), .. Encoding.UTF8.GetBytes(words[1])]);
                return true;
            case "replace":
                Replace(words[0], words[1], words[2]);
                return true;
            default:
                return false;
        }
    }

    private bool TryAsk(string verb, IReadOnlyList<string> words)
    {
        switch (verb)
        {
            case "same":
                Assert.Equal(harness.Read(words[0]), harness.Read(words[1]));
                return true;
            case "differ":
                Assert.NotEqual(harness.Read(words[0]), harness.Read(words[1]));
                return true;
            case "content":
                Assert.Equal(words[1], Encoding.UTF8.GetString(harness.Read(words[0])));
                return true;
            case "begins":
                Assert.StartsWith(words[1], Encoding.Latin1.GetString(harness.Read(words[0])), StringComparison.Ordinal);
                return true;
            case "holds":
                Assert.True(Holds(words[0], words[1]), $"{words[0]} holds no '{words[1]}'");
                return true;
            case "lacks":
                Assert.False(Holds(words[0], words[1]), $"{words[0]} holds '{words[1]}'");
                return true;
            case "alike":
                Assert.Equal(Match(words[0], words[1]), Match(words[0], words[2]));
                return true;
            case "unlike":
                Assert.NotEqual(Match(words[0], words[1]), Match(words[0], words[2]), StringComparer.Ordinal);
                return true;
            case "length":
                Assert.Equal(Number(words[1]), new FileInfo(harness.PathOf(words[0])).Length);
                return true;
            case "modified":
                Assert.Equal(Time(words[1]), File.GetLastWriteTimeUtc(harness.PathOf(words[0])));
                return true;
            case "left":
                Assert.Equal(words.Order(StringComparer.Ordinal), harness.Tree(), StringComparer.Ordinal);
                return true;
            default:
                return false;
        }
    }

    private bool Holds(string name, string text) => harness.Read(name).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private string Match(string pattern, string name)
    {
        string text = Encoding.Latin1.GetString(harness.Read(name));
        Assert.Matches(Pattern(pattern), text);
        return Pattern(pattern).Match(text).Value;
    }

    private void Change(string name, Action<byte[]> change)
    {
        byte[] bytes = harness.Read(name);
        change(bytes);
        harness.Write(name, bytes);
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking);

    /// <summary>A place in a file; negative ones count from its end.</summary>
    private static int Offset(string text, int length) => Number(text) is var offset && offset < 0 ? length + offset : offset;

    /// <summary>Replaces text by a pattern, for headers.</summary>
    private void Replace(string name, string pattern, string replacement)
    {
        string text = Encoding.Latin1.GetString(harness.Read(name));
        Regex regex = Pattern(pattern);
        Assert.Matches(regex, text);
        harness.Write(name, Encoding.Latin1.GetBytes(regex.Replace(text, replacement, count: 1)));
    }
}
