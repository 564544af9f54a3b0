using System.Buffers;
using System.Buffers.Text;

namespace Locket.Armor;

/// <summary>Base64 lines to bytes, strictly: what is accepted re-encodes to the same characters.</summary>
internal static class ArmorLines
{
    // 4 KiB of characters: enough for the vectorized decoder, little enough for the stack.
    private const int LinesPerBatch = 64;

    /// <summary>Decodes the intact full lines at the front of the text.</summary>
    /// <param name="text">Whole lines with their line ends; a part of a line at the end is ignored.</param>
    /// <param name="lineEndLength">1 for LF, 2 for CR LF.</param>
    /// <param name="decoded">Where the bytes go, 48 for each line.</param>
    /// <returns>How many lines were decoded: all that fit, or those before the first that is not full, intact and unpadded.</returns>
    public static int DecodeFull(ReadOnlySpan<byte> text, int lineEndLength, Span<byte> decoded)
    {
        int stride = ArmorFormat.ColumnsPerLine + lineEndLength;
        int count = Math.Min(text.Length / stride, decoded.Length / ArmorFormat.BytesPerLine);
        int done = 0;
        while (done < count)
        {
            int wanted = Math.Min(LinesPerBatch, count - done);
            int intact = DecodeBatch(text[(done * stride)..], wanted, lineEndLength, decoded[(done * ArmorFormat.BytesPerLine)..]);
            done += intact;
            if (intact < wanted)
            {
                break;
            }
        }

        return done;
    }

    /// <summary>Decodes one line of 1 to 64 characters, which may be padded.</summary>
    /// <param name="characters">The line without its line end.</param>
    /// <param name="decoded">At least 48 bytes.</param>
    /// <param name="written">The bytes decoded.</param>
    /// <returns>Whether the line is canonical.</returns>
    public static bool TryDecodeOne(ReadOnlySpan<byte> characters, Span<byte> decoded, out int written)
    {
        written = 0;
        if (characters.IsEmpty
            || characters.Length > ArmorFormat.ColumnsPerLine
            || Base64.DecodeFromUtf8(characters, decoded, out _, out written) != OperationStatus.Done)
        {
            return false;
        }

        // The decoder passes over white space and unused bits; encoding again shows both.
        Span<byte> again = stackalloc byte[ArmorFormat.ColumnsPerLine];
        return Base64.EncodeToUtf8(decoded[..written], again, out _, out int length) == OperationStatus.Done
            && again[..length].SequenceEqual(characters);
    }

    private static int DecodeBatch(ReadOnlySpan<byte> text, int count, int lineEndLength, Span<byte> decoded)
    {
        Span<byte> packed = stackalloc byte[LinesPerBatch * ArmorFormat.ColumnsPerLine];
        int stride = ArmorFormat.ColumnsPerLine + lineEndLength;
        int lines = 0;
        for (; lines < count; lines++)
        {
            ReadOnlySpan<byte> line = text.Slice(lines * stride, stride);
            if (ArmorFormat.LineEndLength(line[ArmorFormat.ColumnsPerLine..]) != lineEndLength)
            {
                break;
            }

            line[..ArmorFormat.ColumnsPerLine].CopyTo(packed[(lines * ArmorFormat.ColumnsPerLine)..]);
        }

        packed = packed[..(lines * ArmorFormat.ColumnsPerLine)];

        // White space and padding, which the decoder would let through, each make the output shorter than 48 bytes a line.
        if (Base64.DecodeFromUtf8(packed, decoded, out _, out int written) == OperationStatus.Done
            && written == lines * ArmorFormat.BytesPerLine)
        {
            return lines;
        }

        for (int i = 0; i < lines; i++)
        {
            ReadOnlySpan<byte> line = packed.Slice(i * ArmorFormat.ColumnsPerLine, ArmorFormat.ColumnsPerLine);
            if (!TryDecodeOne(line, decoded[(i * ArmorFormat.BytesPerLine)..], out written) || written != ArmorFormat.BytesPerLine)
            {
                return i;
            }
        }

        throw new InvalidOperationException("internal error: lines decode one by one but not together");
    }
}
