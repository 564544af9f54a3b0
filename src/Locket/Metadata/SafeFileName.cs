using System.Buffers;
using System.Text;

namespace Locket.Metadata;

/// <summary>Untrusted names made fit for any file system (docs/format.md, "Making a name safe").</summary>
internal static class SafeFileName
{
    /// <summary>The longest name in bytes of UTF-8: the limit of most file systems.</summary>
    public const int MaxLengthInBytes = 255;

    /// <summary>The longest extension in bytes, its dot included, that is kept when a name is cut.</summary>
    public const int MaxExtensionInBytes = 16;

    private const string Unnamed = "unnamed";

    // Separators; what Windows refuses; bidirectional controls and the byte order mark, which make a name look like another.
    private static readonly SearchValues<char> Replaced = SearchValues.Create(
        "/\\:<>\"|?*\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF");

    /// <summary>Makes one path component of a name; the same one for the result again.</summary>
    /// <param name="name">Any text.</param>
    /// <returns>A name of 1 to 255 bytes without separators, which names no device and is neither <c>.</c> nor <c>..</c>.</returns>
    public static string From(string name)
    {
        string safe = Trim(Cut(Trim(Replace(name))));
        if (safe.Length == 0)
        {
            return Unnamed;
        }

        return IsDevice(safe) ? Trim(Cut("_" + safe)) : safe;
    }

    private static string Replace(string name)
    {
        StringBuilder result = new(name.Length);
        ReadOnlySpan<char> rest = name;
        while (!rest.IsEmpty)
        {
            bool isScalar = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == OperationStatus.Done;
            if (!isScalar || Rune.IsControl(rune) || (rune.IsBmp && Replaced.Contains((char)rune.Value)))
            {
                result.Append('_');
            }
            else
            {
                result.Append(rest[..length]);
            }

            rest = rest[length..];
        }

        return result.ToString();
    }

    // Windows drops final dots and spaces, so that "a." would reach the file "a".
    private static string Trim(string name) => name.TrimEnd(['.', ' ']);

    private static string Cut(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxLengthInBytes)
        {
            return name;
        }

        int dot = name.LastIndexOf('.');
        string extension = dot > 0 ? name[dot..] : string.Empty;
        int extensionLength = Encoding.UTF8.GetByteCount(extension);
        if (extensionLength > MaxExtensionInBytes)
        {
            extension = string.Empty;
            extensionLength = 0;
        }

        int kept = 0;
        int room = MaxLengthInBytes - extensionLength;
        foreach (Rune rune in name.AsSpan(0, name.Length - extension.Length).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return string.Concat(name.AsSpan(0, kept), extension);
    }

    private static bool IsDevice(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ').ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (stem.Length == 4
                && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal))
                && stem[3] is (>= '0' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3');
    }
}
