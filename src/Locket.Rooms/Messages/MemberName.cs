using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Locket.Rooms.Messages;

/// <summary>What a member wants to be called, the part of kind 2: 1 to 64 bytes of UTF-8 without control and format characters.</summary>
internal static class MemberName
{
    public const int MaxLengthInBytes = 64;

    /// <summary>Whether members take this name.</summary>
    public static bool IsValid(string name)
    {
        int lengthInBytes = 0;
        ReadOnlySpan<char> rest = name;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int length) != System.Buffers.OperationStatus.Done
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
            {
                return false;
            }

            lengthInBytes += rune.Utf8SequenceLength;
            rest = rest[length..];
        }

        return lengthInBytes is > 0 and <= MaxLengthInBytes;
    }

    public static int LengthInBytes(string name) => Encoding.UTF8.GetByteCount(name);

    public static void Write(string name, Span<byte> part) => Encoding.UTF8.GetBytes(name, part);

    /// <summary>Reads a part; false for what no member writes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> part, [NotNullWhen(true)] out string? name)
        => MessageText.TryDecode(part, minInBytes: 1, MaxLengthInBytes, out name) && IsValid(name);
}
