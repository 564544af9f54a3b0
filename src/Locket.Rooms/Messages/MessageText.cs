using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Locket.Rooms.Messages;

/// <summary>What people write: the part of kind 1, UTF-8 of at least 1 byte without control characters but tab and line feed.</summary>
internal static class MessageText
{
    private const char Replacement = '\ufffd';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Makes a text that readers take: CR LF and CR become LF, other control characters and halves of characters U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            bool isRune = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == OperationStatus.Done;
            if (rune.Value == '\r')
            {
                length = rest is ['\r', '\n', ..] ? 2 : 1;
                clean.Append('\n');
            }
            else if (!isRune || IsRefused(rune))
            {
                clean.Append(Replacement);
            }
            else
            {
                clean.Append(rest[..length]);
            }

            rest = rest[length..];
        }

        return clean.ToString();
    }

    /// <summary>Gets how much of a clean text fits into so many bytes of UTF-8, in characters of UTF-16; never half a code point.</summary>
    public static int Fitting(ReadOnlySpan<char> text, int maxInBytes)
    {
        int fitting = 0;
        while (fitting < text.Length)
        {
            Rune.DecodeFromUtf16(text[fitting..], out Rune rune, out int length);
            maxInBytes -= rune.Utf8SequenceLength;
            if (maxInBytes < 0)
            {
                break;
            }

            fitting += length;
        }

        return fitting;
    }

    /// <summary>Reads a part; false for what no member writes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> part, [NotNullWhen(true)] out string? text)
        => TryDecode(part, minInBytes: 1, PaddedText.MaxPartInBytes, out text) && !HasRefused(text);

    /// <summary>Reads UTF-8 of a length in bytes within limits; false for anything else.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, int minInBytes, int maxInBytes, [NotNullWhen(true)] out string? text)
    {
        text = bytes.Length >= minInBytes && bytes.Length <= maxInBytes && System.Text.Unicode.Utf8.IsValid(bytes)
            ? Strict.GetString(bytes)
            : null;
        return text is not null;
    }

    private static bool HasRefused(string text)
    {
        foreach (char character in text)
        {
            // All control characters are below U+00A0, so none is a half.
            if (character < '\u00a0' && IsRefused(new Rune(character)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRefused(Rune rune)
        => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && rune.Value is not ('\t' or '\n');
}
